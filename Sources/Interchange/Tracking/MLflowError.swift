/// Why an MLflow server did not do what it was asked.
public enum MLflowError: Error, Sendable, Hashable, CustomStringConvertible {
  /// It cannot be reached, for this reason.
  case unreachable(reason: String)
  /// The connection broke, for this reason.
  case lost(reason: String)
  /// It took the request, and said nothing for so many seconds.
  case silent(seconds: Double)
  /// It said no: the status, MLflow's code of the error if it has one, and a message.
  case refused(status: Int, code: String?, message: String)
  /// It said something that MLflow would not.
  case notMLflow(reason: String)
  /// What is there cannot be used.
  case unusable(reason: String)

  /// Whether the same request may do well a moment later: the server failed, or hung up, or is asked too often.
  var mayPass: Bool {
    switch self {
    case .refused(let status, _, _): status >= 500 || status == 429
    case .lost: true
    case .unreachable, .silent, .notMLflow, .unusable: false
    }
  }

  /// The reason in one line.
  public var description: String {
    let text =
      switch self {
      case .unreachable(let reason): "it cannot be reached: \(reason)"
      case .lost(let reason): "the connection was lost: \(reason)"
      case .silent(let seconds):
        "no answer within \(seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)") s"
      case .refused(let status, let code, let message):
        "it answers \(status)" + (code.map { " \($0)" } ?? "")
          + (message.isEmpty ? "" : ": \(message)")
      case .notMLflow(let reason): "it does not answer as MLflow does: \(reason)"
      case .unusable(let reason): reason
      }
    // A server may say anything.
    let line = text.map { $0.isNewline ? " " : $0 }.prefix(300)
    return String(line)
  }
}
