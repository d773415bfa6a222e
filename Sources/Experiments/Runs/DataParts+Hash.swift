import Crypto
import Datasets
import Tables

extension DataParts {
  /// The SHA-256 of all four parts, in hexadecimal: features and labels as little-endian 64-bit numbers,
  /// each part after its sizes.
  var sha256: String {
    var hasher = SHA256()
    for part in [teacher, student, validation, test] {
      let sizes = [part.sampleCount, part.features.columnCount, part.classCount]
      hasher.update((sizes + part.labels).map { UInt64($0) })
      hasher.update(part.features.elements.map(\.bitPattern))
    }
    return hasher.finalize().hexadecimal
  }
}

extension SHA256 {
  fileprivate mutating func update(_ words: [UInt64]) {
    words.map(\.littleEndian).withUnsafeBytes { update(bufferPointer: $0) }
  }
}
