import Crypto
import Datasets
import Tables

extension DataParts {
  /// The SHA-256 of all parts, in hexadecimal: features and labels as little-endian 64-bit numbers, each part after its
  /// sizes; last the samples without labels, if there are any.
  var sha256: String {
    var hasher = SHA256()
    for part in [teacher, student, validation, test] {
      let sizes = [part.sampleCount, part.features.columnCount, part.classCount]
      hasher.update((sizes + part.labels).map { UInt64($0) })
      hasher.update(part.features.elements.map(\.bitPattern))
    }
    if transfer.rowCount > 0 {
      hasher.update([transfer.rowCount, transfer.columnCount].map { UInt64($0) })
      hasher.update(transfer.elements.map(\.bitPattern))
    }
    return hasher.finalize().hexadecimal
  }
}

extension DataTable {
  /// The SHA-256 of the table's canonical bytes, in hexadecimal.
  var sha256: String {
    canonicalSHA256 { withCanonicalBytes($0) }
  }
}

/// The SHA-256 of a table's canonical bytes, which `body` gives piece after piece, in hexadecimal.
func canonicalSHA256<Failure: Error>(
  _ body: ((UnsafeRawBufferPointer) -> Void) throws(Failure) -> Void
) throws(Failure) -> String {
  var hasher = SHA256()
  try body { hasher.update(bufferPointer: $0) }
  return hasher.finalize().hexadecimal
}

extension SHA256 {
  /// Takes in numbers, as little-endian bytes.
  mutating func update(_ words: [UInt64]) {
    words.map(\.littleEndian).withUnsafeBytes { update(bufferPointer: $0) }
  }
}
