/// How a batch is divided: into groups that may be computed at the same time.
///
/// The division depends on the batch and the model only, not on the number of threads: each group sums its own
/// gradient, the groups' gradients are added in their order, and the result has the same bits however many threads
/// there are.
struct BatchSplit: Equatable {
  /// The groups' samples.
  let groups: [Range<Int>]
  /// All samples.
  var sampleCount: Int { groups.last!.upperBound }

  /// A batch of more work than this has more than one group: about 100 microseconds.
  private static let workPerGroup = 6_600_000
  private static let groupLimit = 16

  /// All samples together.
  init(whole sampleCount: Int) {
    groups = [0..<sampleCount]
  }

  /// - Parameters:
  ///   - sampleCount: the batch.
  ///   - workPerSample: multiplications a sample.
  ///   - step: groups begin at multiples of this.
  init(sampleCount: Int, workPerSample: Int, step: Int) {
    let (work, overflows) = sampleCount.multipliedReportingOverflow(by: workPerSample)
    let steps = (sampleCount + step - 1) / step
    let wanted = overflows ? Self.groupLimit : work / Self.workPerGroup
    let limit = min(wanted == 1 ? 2 : wanted, Self.groupLimit, steps)
    var count = 1
    while 2 * count <= limit { count *= 2 }
    groups = (0..<count).map { group in
      let bound = { (group: Int) in min(sampleCount, steps * group / count * step) }
      return bound(group)..<bound(group + 1)
    }
  }
}
