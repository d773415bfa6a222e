import Foundation

/// What a Python interpreter knows of an installed package.
enum PythonPackage {
  /// Looks for a package without running any of its code, nor what lies in the current folder.
  private static let question = """
    import sys
    sys.path = [path for path in sys.path if path]
    import importlib.util
    spec = importlib.util.find_spec(sys.argv[1])
    print("\\n".join(spec.submodule_search_locations or []) if spec else "")
    """

  /// The folders of an installed package; none if there is no such package, or if the interpreter fails or
  /// takes too long.
  static func folders(of package: String, interpreter: String, timeLimit: Duration) -> [String] {
    let process = Process()
    let answer = Pipe()
    process.executableURL = URL(fileURLWithPath: interpreter)
    process.arguments = ["-c", question, package]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = answer
    process.standardError = FileHandle.nullDevice
    let end = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in end.signal() }
    guard (try? process.run()) != nil else { return [] }
    let text = read(answer.fileHandleForReading.fileDescriptor, for: timeLimit)
    // Who has answered, or closed the pipe, should end soon.
    guard let text, end.wait(timeout: .now() + timeLimit / .seconds(1)) == .success else {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      return []
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else { return [] }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// All that can be read before the other side closes; `nil` if that takes too long.
  private static func read(_ descriptor: Int32, for limit: Duration) -> [UInt8]? {
    let end = ContinuousClock.now + limit
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while text.count < 1 << 16 {
      let left = ContinuousClock.now.duration(to: end) / Duration.milliseconds(1)
      guard left > 0 else { return nil }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&wanted, 1, Int32(min(left.rounded(.up), 60_000)))
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count == 0 { return text }
      guard count > 0 else { return nil }
      text += buffer.prefix(count)
    }
    return nil
  }
}
