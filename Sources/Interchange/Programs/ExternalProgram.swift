import Foundation
import Synchronization

/// A program of the system, found on the path.
public struct ExternalProgram: Sendable {
  /// Where it is.
  public let path: String

  /// What a program did.
  public struct Outcome: Sendable {
    /// Its exit status; that of a shell, 128 and the signal's number, if a signal ended it.
    public let status: Int32
    /// What it wrote.
    public let output, errors: String
  }

  /// The program of this name; `nil` if it is not on the path.
  public init?(named name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard
      let path = folders.lazy.map({ "\($0)/\(name)" }).first(where: {
        FileManager.default.isExecutableFile(atPath: $0)
      })
    else { return nil }
    self.init(path: path)
  }

  init(path: String) {
    self.path = path
  }

  /// Runs the program to its end, with nothing on its standard input.
  ///
  /// - Throws: `InterchangeError` if it cannot be started.
  public func run(_ arguments: [String]) throws(InterchangeError) -> Outcome {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    do { try process.run() } catch {
      throw InterchangeError(path, "it cannot be started: \(error.localizedDescription)")
    }
    // Both at once, as neither pipe holds more than a few pages; on a thread of its own, as queues promise none.
    let errorText = Mutex("")
    let isRead = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      errorText.withLock { $0 = Self.everything(from: errors) }
      isRead.signal()
    }
    let outputText = Self.everything(from: output)
    isRead.wait()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .exit ? status : 128 + status,
      output: outputText, errors: errorText.withLock { $0 })
  }

  private static func everything(from pipe: Pipe) -> String {
    String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
}
