import Foundation

/// Where an MLflow server is, and who asks.
public struct MLflowAddress: Sendable, Hashable, CustomStringConvertible {
  /// The server, with its prefix if it has one, without a name or password and without a slash at the end.
  public let description: String
  /// The header `Authorization`, if the server is to know who asks.
  let authorization: String?

  /// The address that a text says, such as `http://localhost:5000` or `https://name:password@host/prefix`.
  ///
  /// Without a name in it, name and password, or else a token, are those that MLflow's own client would take of the
  /// environment: `MLFLOW_TRACKING_USERNAME` and `MLFLOW_TRACKING_PASSWORD`, `MLFLOW_TRACKING_TOKEN`.
  ///
  /// - Returns: `nil` if the text is no address of a server.
  public init?(_ text: String, environment: [String: String] = [:]) {
    guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      ["http", "https"].contains(scheme), parts.host?.isEmpty == false,
      parts.port.map({ (1...65535).contains($0) }) ?? true, parts.query == nil,
      parts.fragment == nil
    else { return nil }
    let (user, password) = (parts.user, parts.password)
    (parts.user, parts.password) = (nil, nil)
    while parts.path.hasSuffix("/") { parts.path.removeLast() }
    guard let url = parts.url else { return nil }
    description = url.absoluteString
    func basic(_ user: String, _ password: String) -> String {
      "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }
    if let user {
      authorization = basic(user, password ?? "")
    } else if let user = environment["MLFLOW_TRACKING_USERNAME"],
      let password = environment["MLFLOW_TRACKING_PASSWORD"]
    {
      authorization = basic(user, password)
    } else {
      authorization = environment["MLFLOW_TRACKING_TOKEN"].map { "Bearer \($0)" }
    }
  }

  /// A path below the server's.
  func url(_ path: String, query: [(name: String, value: String)] = []) -> URL {
    var parts = URLComponents(string: description)!
    parts.path += path
    if !query.isEmpty {
      parts.queryItems = query.map { URLQueryItem(name: $0.name, value: $0.value) }
      // A query item leaves these as they are, and servers take them for spaces.
      parts.percentEncodedQuery = parts.percentEncodedQuery?.replacing("+", with: "%2B")
    }
    return parts.url!
  }
}
