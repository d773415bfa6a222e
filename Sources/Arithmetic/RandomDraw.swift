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

  /// The numbers of one of several layers that draw in the same pass; the first has those of the key itself.
  public func ofLayer(_ index: Int) -> RandomDraw { mixed(with: index, 0x9e37_79b9_7f4a_7c15) }

  /// The numbers of one of several runs of a layer; the first has those of the key itself.
  public func ofRun(_ index: Int) -> RandomDraw { mixed(with: index, 0xd1b5_4a32_d192_ed03) }

  /// Another key, far from this one and those of other indices: SplitMix64, Steele, Lea and Flood (2014).
  private func mixed(with index: Int, _ step: UInt64) -> RandomDraw {
    guard index > 0 else { return self }
    var mixed = key &+ step &* UInt64(index)
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return RandomDraw(key: mixed ^ mixed >> 31, firstSample: firstSample)
  }

  /// As the kernels are told of it.
  public var form: qd_draw { qd_draw(key: key, first_sample: UInt64(firstSample)) }
}
