/// Some of an experiment's runs: what one of several tasks does.
public struct RunShare: Sendable, Hashable {
  /// What the runs are for.
  public let stage: RunStage
  /// The numbers of the runs in that stage, in ascending order: seed by seed, first the teacher, then the arms. A line of a file
  /// may say any ranges: nobody counts through them before it is known that there are such runs.
  let ranges: [ClosedRange<Int>]

  private init(_ stage: RunStage, ranges: [ClosedRange<Int>]) {
    self.stage = stage
    self.ranges = ranges
  }

  /// The runs of these numbers, which are in ascending order.
  public init(_ stage: RunStage, _ numbers: [Int]) {
    self.init(stage, ranges: numbers.consecutiveRanges)
  }

  /// The numbers of those of its runs that a stage of so many has.
  func numbers(below runCount: Int) -> [Int] {
    ranges.flatMap { Array(Range($0).clamped(to: 0..<runCount)) }
  }

  /// Whether a stage of so many runs has them all.
  func isPart(ofRuns runCount: Int) -> Bool { ranges.allSatisfy { $0.upperBound < runCount } }
}

/// As a line of text, such as `0-41,97`.
extension RunShare {
  /// The share that a line says; `nil` if it says none.
  init?(_ stage: RunStage, line: some StringProtocol) {
    var ranges: [ClosedRange<Int>] = []
    for part in line.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends.last!,
        (ranges.last?.upperBound ?? -1) < first, first <= last, last < Int.max
      else { return nil }
      ranges.append(first...last)
    }
    self.init(stage, ranges: ranges)
  }

  /// The numbers in one line.
  var line: String {
    ranges.map {
      $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }.joined(separator: ",")
  }
}
