import Foundation

/// Other processes of this command that work on the same run folder.
final class Workers: Sendable {
  private let processes: [Process]

  /// Starts this many processes.
  ///
  /// - Parameter arguments: what else they are told.
  /// - Throws: what the system says if they cannot be started.
  init(count: Int, folder: String, jobs: Int, arguments: [String]) throws {
    processes = try (0..<count).map { _ in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: CommandPath.executable)
      process.arguments =
        ["work", folder, "--quiet", "--jobs", "\(jobs)"] + arguments
      process.standardInput = FileHandle.nullDevice
      // Of what fails the first process tells, which does it again.
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
  }

  /// Ends them; what they were at is lost.
  func stop() {
    for process in processes where process.isRunning { process.terminate() }
  }
}

/// Where this command is.
enum CommandPath {
  /// Its full path.
  static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}
