import Arithmetic
import Foundation

/// What numbers were computed on.
public struct Machine: Sendable, Hashable, Codable {
  /// The version of the Swift compiler.
  public let swift: String
  /// The operating system.
  public let os: String
  /// The processor.
  public let cpu: String
  /// Which instructions the arithmetic was done with.
  public let instructionSet: String

  /// The machine that this process runs on.
  public static let current = Machine(
    swift: swiftVersion,
    os: ProcessInfo.processInfo.operatingSystemVersionString,
    cpu: processorName,
    instructionSet: InstructionSet.current.rawValue)

  /// What these machines have in common; "mixed" where they differ.
  static func common(to machines: Set<Machine>) -> Machine {
    func common(_ property: (Machine) -> String) -> String {
      let values = Set(machines.map(property))
      return values.count == 1 ? values.first! : "mixed"
    }
    return Machine(
      swift: common(\.swift), os: common(\.os), cpu: common(\.cpu),
      instructionSet: common(\.instructionSet))
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
