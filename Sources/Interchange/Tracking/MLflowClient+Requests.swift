import Foundation

extension MLflowClient {
  /// Asks for something.
  func get<Answer: Decodable>(
    _ endpoint: String, _ query: [(name: String, value: String)]
  ) throws(MLflowError) -> Answer {
    try decoded(
      transport.answer(
        HTTPTransport.Request(
          method: "GET", url: address.url("/api/2.0/mlflow/\(endpoint)", query: query))))
  }

  /// Says something and hears what comes of it.
  func post<Answer: Decodable>(
    _ endpoint: String, _ message: some Encodable
  ) throws(MLflowError) -> Answer {
    try decoded(answer(endpoint, message))
  }

  /// Says something to which there is nothing to answer.
  func send(_ endpoint: String, _ message: some Encodable) throws(MLflowError) {
    _ = try answer(endpoint, message)
  }

  /// Has something made that another request would make again. Before it is asked for once more, as a server that failed may
  /// be, `existing` looks whether it is there.
  func make<Answer: Decodable>(
    _ endpoint: String, _ message: some Encodable,
    unless existing: () throws(MLflowError) -> Answer?
  ) throws(MLflowError) -> Answer {
    let request = request(endpoint, message)
    do throws(MLflowError) {
      return try decoded(transport.answerAtOnce(request))
    } catch {
      guard error.mayPass else { throw error }
    }
    transport.pause()
    if let made = try existing() { return made }
    return try decoded(transport.answerAtOnce(request))
  }

  private func answer(_ endpoint: String, _ message: some Encodable) throws(MLflowError) -> Data {
    try transport.answer(request(endpoint, message))
  }

  private func request(_ endpoint: String, _ message: some Encodable) -> HTTPTransport.Request {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // As Protocol Buffers write them in JSON.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    guard let body = try? encoder.encode(message) else {
      preconditionFailure("a message that is no JSON: \(message)")
    }
    return HTTPTransport.Request(
      method: "POST", url: address.url("/api/2.0/mlflow/\(endpoint)"), body: body,
      type: "application/json")
  }

  private func decoded<Answer: Decodable>(_ body: Data) throws(MLflowError) -> Answer {
    do {
      return try JSONDecoder().decode(Answer.self, from: body)
    } catch {
      let start = String(decoding: body.prefix(60), as: UTF8.self)
      throw .notMLflow(reason: "\"\(start)\"")
    }
  }
}
