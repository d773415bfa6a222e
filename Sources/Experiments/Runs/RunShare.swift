/// Some of an experiment's runs: what one of several tasks does.
public struct RunShare: Sendable, Hashable {
  /// What the runs are for.
  public let stage: RunStage
  /// The numbers of the runs in that stage, in ascending order: seed by seed, first the teacher, then the arms.
  public let numbers: [Int]

  /// These runs.
  public init(_ stage: RunStage, _ numbers: [Int]) {
    self.stage = stage
    self.numbers = numbers
  }
}

/// As a line of text, such as `0-41,97`.
extension RunShare {
  /// The share that a line says; `nil` if it says none.
  init?(_ stage: RunStage, line: some StringProtocol) {
    var numbers: [Int] = []
    for part in line.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends.last!,
        (numbers.last ?? -1) < first, first <= last
      else { return nil }
      numbers += first...last
    }
    self.init(stage, numbers)
  }

  /// The numbers in one line.
  var line: String {
    numbers.consecutiveRanges.map {
      $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }.joined(separator: ",")
  }
}
