import Foundation
import Synchronization

/// An HTTP server on this machine, for one test: a request a connection, on a thread of its own.
public final class LocalServer: Sendable {
  /// What was asked.
  public struct Request: Sendable {
    /// Such as `POST`.
    public let method: String
    /// With the query, if there is one.
    public let path: String
    /// Names in small letters.
    public let headers: [String: String]
    /// The body.
    public let body: String
  }

  /// What is answered.
  public enum Answer: Sendable {
    /// A status and a body.
    case say(Int, String)
    /// Nothing, while the connection stays open.
    case silence
    /// Nothing, and the connection ends.
    case hangUp
  }

  /// The server's address.
  public let address: String
  private let descriptor: Int32
  private let heard = Mutex<[Request]>([])

  /// The requests so far.
  public var requests: [Request] { heard.withLock { $0 } }

  /// A server that listens.
  public init(answer: @escaping @Sendable (Request) -> Answer) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (socket, size) = (descriptor, length)
    let status = withUnsafeMutableBytes(of: &place) {
      let place = $0.baseAddress!.assumingMemoryBound(to: sockaddr.self)
      // Any port that is free.
      return bind(socket, place, size) == 0 && listen(socket, 50) == 0
        && getsockname(socket, place, &length) == 0
    }
    guard status else { throw POSIXError(.EADDRNOTAVAIL) }
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(socket, nil, nil)
        guard connection >= 0 else { return }
        serve(connection, answer)
      }
    }
  }

  /// Listens no more.
  public func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func serve(_ connection: Int32, _ answer: (Request) -> Answer) {
    guard let request = Self.read(connection) else {
      close(connection)
      return
    }
    heard.withLock { $0.append(request) }
    let said = answer(request)
    // A silent connection stays open until the tests' process ends.
    if case .silence = said { return }
    defer { close(connection) }
    guard case .say(let status, let body) = said else { return }
    let text =
      "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    _ = Array(text.utf8).withUnsafeBytes {
      send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  private static func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    func readMore() -> Bool {
      let count = recv(connection, &buffer, buffer.count, 0)
      bytes += buffer.prefix(max(0, count))
      return count > 0
    }
    var end: Range<Int>?
    while end == nil {
      guard readMore() else { return nil }
      end = bytes.firstRange(of: Array("\r\n\r\n".utf8))
    }
    let lines = String(decoding: bytes[..<end!.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.last!.trimmingCharacters(in: .whitespaces)
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while bytes.count < end!.upperBound + length { guard readMore() else { return nil } }
    return Request(
      method: words[0], path: words[1], headers: headers,
      body: String(decoding: bytes[end!.upperBound...], as: UTF8.self))
  }
}
