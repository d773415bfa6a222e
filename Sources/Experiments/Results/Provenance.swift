import Foundation

/// Where and with what results were made.
public struct Provenance: Sendable, Hashable, Codable {
  /// The version of this package.
  public static let packageVersion = "0.1.0"

  /// The version of this package.
  public let version: String
  /// The version of the Swift compiler.
  public let swift: String
  /// The operating system.
  public let os: String
  /// The processor.
  public let cpu: String
  /// Which instructions the arithmetic was done with.
  public let instructionSet: String
  /// How many runs went on at a time.
  public let threads: Int
  /// The SHA-256 of all seeds' data hashes, one a line, in seed order.
  public let dataSHA256: String
  /// How long it took, in seconds of wall time. Runs found in the run folder took none.
  public let seconds: Double

  /// The provenance of results that this process computed.
  init(threads: Int, dataSHA256: String, seconds: Double) {
    version = Self.packageVersion
    swift = Self.swiftVersion
    os = ProcessInfo.processInfo.operatingSystemVersionString
    cpu = Self.processorName
    // Plain Swift: what every processor of the architecture has.
    instructionSet = "baseline"
    self.threads = threads
    self.dataSHA256 = dataSHA256
    self.seconds = seconds
  }

  private static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  private static var processorName: String {
    let information = FileManager.default.contents(atPath: "/proc/cpuinfo") ?? Data()
    let line = String(decoding: information, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
    #if arch(x86_64)
      return name ?? "x86_64"
    #elseif arch(arm64)
      return name ?? "arm64"
    #else
      return name ?? "unknown"
    #endif
  }
}
