import CKernels

/// The numbers that batches are computed with. Parameters and optimisers' states are always double.
public enum Precision: String, CaseIterable, Sendable, Codable {
  /// 32 bits.
  case single
  /// 64 bits.
  case double

  /// Bytes a number takes.
  public var size: Int { self == .single ? 4 : 8 }
}

/// How batches are computed: with which precision and which instructions.
///
/// The same numbers, to the last bit, come out of the same arithmetic for any number of threads; they differ in
/// their last bits between instruction sets.
public struct Arithmetic: Sendable, Hashable {
  /// The precision.
  public let precision: Precision
  /// The instructions.
  public let instructionSet: InstructionSet
  /// The kernels that do so.
  public let kernels: Kernels

  /// The arithmetic of this precision.
  ///
  /// - Precondition: this machine has the instruction set.
  public init(_ precision: Precision = .single, _ instructionSet: InstructionSet = .current) {
    precondition(instructionSet.isSupported, "this machine has no \(instructionSet)")
    self.precision = precision
    self.instructionSet = instructionSet
    kernels = Kernels(qd_kernels_for(instructionSet.rawValue, precision == .double ? 1 : 0)!)
  }

  /// How many samples a vector holds.
  public var laneCount: Int { kernels.table.pointee.lane_count }
}

/// A table of C functions.
///
/// Unchecked: the table is a constant of the program.
public struct Kernels: @unchecked Sendable, Hashable {
  /// The functions.
  public let table: UnsafePointer<qd_kernels>

  init(_ table: UnsafePointer<qd_kernels>) {
    self.table = table
  }
}
