import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Sends a request and waits for what comes back. To be used on a thread that may wait.
struct HTTPTransport: Sendable {
  /// The header `Authorization`, if there is one.
  let authorization: String?
  /// How long the server may be silent.
  let patience: Patience
  private let session: URLSession
  /// Owned here: the session's operations do not keep it.
  private let answerQueue = DispatchQueue(label: "qdistill.answers")

  /// How many seconds pass before a server that failed, or hung up (as some do when they have heard nothing for a while), is asked once more.
  private static let pauseSeconds = 0.5

  init(authorization: String?, patience: Patience) {
    self.authorization = authorization
    self.patience = patience
    let configuration = URLSessionConfiguration.ephemeral
    // The session's own patience is never the first to end.
    configuration.timeoutIntervalForRequest = 2 * patience.long
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    // Answers come on a queue of their own. The session's would share its threads with the training, which takes all there are.
    let answers = OperationQueue()
    answers.underlyingQueue = answerQueue
    session = URLSession(configuration: configuration, delegate: nil, delegateQueue: answers)
  }

  struct Request {
    let method: String
    let url: URL
    var body: Data?
    var type: String?
  }

  /// What the server answers: the body of a success. One that fails is asked once more, so that a request must mean the same
  /// twice.
  func answer(_ request: Request) throws(MLflowError) -> Data {
    do throws(MLflowError) {
      return try answerAtOnce(request)
    } catch {
      guard error.mayPass else { throw error }
    }
    pause()
    return try answerAtOnce(request)
  }

  /// Gives a server that failed the time to come back.
  func pause() { Thread.sleep(forTimeInterval: Self.pauseSeconds) }

  /// What the server answers to a request that is made once, whatever comes of it.
  func answerAtOnce(_ request: Request) throws(MLflowError) -> Data {
    var sent = URLRequest(url: request.url, timeoutInterval: 2 * patience.long)
    sent.httpMethod = request.method
    sent.httpBody = request.body
    sent.setValue(request.type, forHTTPHeaderField: "Content-Type")
    sent.setValue(authorization, forHTTPHeaderField: "Authorization")
    let (body, response) = try exchange(sent)
    guard 200..<300 ~= response.statusCode else {
      throw Self.refusal(status: response.statusCode, body)
    }
    return body
  }

  /// Waits for the end of an exchange, as long as something is heard of it: bytes that came, or that the server took.
  private func exchange(_ request: URLRequest) throws(MLflowError) -> (Data, HTTPURLResponse) {
    let done = DispatchSemaphore(value: 0)
    let outcome = Outcome()
    let task = session.dataTask(with: request) { body, response, error in
      outcome.set(
        (response as? HTTPURLResponse).map { .success((body ?? Data(), $0)) }
          ?? .failure(Self.failure(error)))
      done.signal()
    }
    task.resume()
    var (heard, last) = (Int64(0), ContinuousClock.now)
    while done.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
      let bytes = task.countOfBytesSent + task.countOfBytesReceived
      if bytes != heard { (heard, last) = (bytes, .now) }
      if let seconds = patience.isOver(since: last) {
        task.cancel()
        throw .silent(seconds: seconds)
      }
    }
    return try outcome.get()!.get()
  }

  private static func failure(_ error: (any Error)?) -> MLflowError {
    guard let error = error as? URLError else {
      return .notMLflow(reason: error.map { "\($0)" } ?? "no HTTP")
    }
    return switch error.code {
    case .cannotConnectToHost: .unreachable(reason: "nobody listens there")
    case .cannotFindHost, .dnsLookupFailed: .unreachable(reason: "there is no such host")
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid:
      .unreachable(reason: error.localizedDescription)
    default: .lost(reason: error.localizedDescription)
    }
  }

  /// What a server says when it does not do what it is asked, in MLflow's words or its own.
  private static func refusal(status: Int, _ body: Data) -> MLflowError {
    struct Words: Decodable {
      let error_code: String?
      let message: String?
    }
    let words = try? JSONDecoder().decode(Words.self, from: body)
    let meaning = HTTPURLResponse.localizedString(forStatusCode: status)
    // MLflow itself says of what.
    if status == 404, words?.error_code == nil { return .notMLflow(reason: "\(status) \(meaning)") }
    return .refused(
      status: status, code: words?.error_code, message: words?.message ?? meaning)
  }
}

/// What came of an exchange, handed from the session's thread to the one that waits.
private final class Outcome: Sendable {
  typealias Value = Result<(Data, HTTPURLResponse), MLflowError>
  private let value = Mutex<Value?>(nil)

  func set(_ new: sending Value) {
    value.withLock { $0 = new }
  }

  func get() -> Value? { value.withLock { $0 } }
}
