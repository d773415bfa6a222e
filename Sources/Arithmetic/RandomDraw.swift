import CKernels

/// Which random numbers a pass over samples draws, where it draws any: those of a key, numbered by sample. A pass with the same
/// draw gives the same numbers, however its samples are divided.
public struct RandomDraw: Sendable, Hashable {
  /// What all numbers of a batch have in common: another one for each step.
  public var key: UInt64
  /// The number of the pass's first sample in its batch.
  public var firstSample: Int

  /// The random numbers of a key.
  public init(key: UInt64 = 0, firstSample: Int = 0) {
    self.key = key
    self.firstSample = firstSample
  }

  /// The numbers of one of several layers that draw in the same pass.
  public func ofLayer(_ index: Int) -> RandomDraw {
    RandomDraw(key: key ^ (0x9e37_79b9_7f4a_7c15 &* UInt64(index)), firstSample: firstSample)
  }

  /// As the kernels are told of it.
  public var form: qd_draw { qd_draw(key: key, first_sample: UInt64(firstSample)) }
}
