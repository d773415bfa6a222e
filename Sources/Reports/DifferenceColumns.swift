import Experiments

// What every table says of a difference.

extension TextTable {
  /// A table of these columns with ``PairedDifference/cells`` between the first and the last ones. Where a line would be too wide, the effect
  /// size is left out first, then the p value.
  init(_ first: [Column], difference title: String, _ last: Column...) {
    let tests: [Column] = [("Holm p", .right), ("Cliff's delta", .right)]
    columns =
      first + [(title, .right), ("95 % interval", .left), ("wins", .right)] + tests + last
    dispensable = tests.reversed().map(\.title)
  }
}

extension PairedDifference {
  /// The difference with its interval, the share of seeds it is above zero on, its p value adjusted after Holm, and Cliff's delta.
  var cells: [String] {
    [
      signed(meanDifference), interval(confidence95), percent(winRate), probability(holmP),
      signed(cliffsDelta),
    ]
  }
}
