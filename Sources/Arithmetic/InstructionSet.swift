import CKernels
import Foundation

/// A set of instructions that the kernels are built for.
public enum InstructionSet: String, CaseIterable, Sendable, Codable {
  /// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
  case baseline
  /// AVX2 and FMA: x86-64-v3.
  case avx2
  /// AVX-512 F, DQ, VL and BW: x86-64-v4.
  case avx512

  /// The environment variable that chooses an instruction set by name.
  public static let environmentVariable = "QDISTILL_INSTRUCTION_SET"

  /// Whether this machine has it.
  public var isSupported: Bool { qd_supports(rawValue) != 0 }

  /// Those that this machine has, the widest last.
  public static var supported: [InstructionSet] { allCases.filter(\.isSupported) }

  /// The one named by ``environmentVariable``, or else the widest that this machine has.
  ///
  /// - Throws: `InstructionSetError` if the name is not one that this machine has.
  public static func chosen() throws -> InstructionSet {
    guard let name = ProcessInfo.processInfo.environment[environmentVariable], !name.isEmpty
    else { return supported.last! }
    guard let choice = InstructionSet(rawValue: name),
      choice.isSupported
    else { throw InstructionSetError(name: name) }
    return choice
  }

  /// What ``chosen()`` gave when it was first asked.
  ///
  /// - Precondition: the environment does not name one that this machine lacks; programs call ``chosen()`` once to
  ///   say so properly.
  public static let current: InstructionSet = {
    do {
      return try chosen()
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}

/// The environment asks for an instruction set that does not exist here.
public struct InstructionSetError: Error, CustomStringConvertible {
  let name: String

  /// One line: what, where, remedy.
  public var description: String {
    let names = InstructionSet.supported.map(\.rawValue).joined(separator: ", ")
    return
      "\(InstructionSet.environmentVariable)=\(name): this machine has \(names); unset it to use the widest"
  }
}
