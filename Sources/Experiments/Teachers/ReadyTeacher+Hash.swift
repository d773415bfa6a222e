import Crypto
import Tables

extension ReadyTeacher {
  /// The SHA-256 of what files say, in hexadecimal; `nil` without files.
  var sha256: String? {
    switch self {
    case .network: return nil
    case .onnx(let model): return model.sha256
    case .saved(let student, _): return student.sha256
    case .table(let logits):
      var hasher = SHA256()
      hasher.update(logits.elements.map(\.bitPattern))
      return hasher.finalize().hexadecimal
    case .ensemble(let members, _):
      let hashes = members.map(\.sha256)
      guard hashes.contains(where: { $0 != nil }) else { return nil }
      let lines = hashes.map { ($0 ?? "") + "\n" }.joined()
      return SHA256.hash(data: Array(lines.utf8)).hexadecimal
    }
  }
}
