import Foundation

/// What a run of the command left.
struct Outcome {
  let status: Int32
  let output: String
  let error: String
}

/// Runs `qdistill`, which the test's build has made, through a shell: `command` may redirect and pipe, and calls
/// it `$Q`.
func shell(_ command: String) throws -> Outcome {
  // Tests and commands are built into one folder.
  let products = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  let process = Process()
  process.executableURL = URL(filePath: "/bin/bash")
  process.arguments = ["-c", command]
  process.environment = [
    "Q": products.appending(path: "qdistill").path, "PATH": "/usr/bin:/bin",
    // Under the address sanitizer: it takes Swift's tagged pointers for leaks, and fills the pipe with them.
    "ASAN_OPTIONS": "detect_leaks=0",
  ]
  let (output, error) = (Pipe(), Pipe())
  process.standardOutput = output
  process.standardError = error
  try process.run()
  // What the command prints fits a pipe's buffer, so that reading one after the other cannot block it.
  let outputData = output.fileHandleForReading.readDataToEndOfFile()
  let errorData = error.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Outcome(
    status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
    error: String(decoding: errorData, as: UTF8.self))
}
