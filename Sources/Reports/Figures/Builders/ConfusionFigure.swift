import Distillation
import Experiments

extension FigureSource {
  /// More classes than this are no picture.
  static let classesInAMatrix = 40

  /// Which classes models take for which, over all seeds; `nil` if there are too many.
  var confusions: Figure? {
    guard plan.data.classCount <= Self.classesInAMatrix else { return nil }
    let shown = shownArms
    let arms: [(student: String, objective: String, runs: [RunRecord])] =
      [("teacher", "", data.records.teachers)]
      + shown.arms.map { ($0.student, $0.objective, $0.runs) }
    let matrices = arms.compactMap { arm -> ClassShares? in
      let counts = arm.runs.compactMap { $0.trained?.evaluation.confusion }
      let scores = Summary(arm.runs.map { $0.trained?.evaluation.macroF1 })
      return counts.isEmpty
        ? nil
        : ClassShares(
          student: arm.student, objective: arm.objective, macroF1: scores.mean,
          shares: Self.shares(counts))
    }
    guard !matrices.isEmpty else { return nil }
    let names = plan.data.classNames
    return Figure(
      name: .confusion, title: "Confusion matrices",
      caption:
        "Of all samples of a class (row) in the test parts of all seeds, the percentage that is taken for each "
        + "class (column)." + shownArmsNote,
      groups: matrices.grouped(by: \.student).map { $0.map(panel) }.inSmallGroups, legend: [],
      table: Figure.Table(
        columns: ["model", "objective", "class", "predicted", "share"],
        rows: matrices.flatMap { matrix in
          matrix.shares.enumerated().flatMap { row, shares in
            shares.enumerated().map {
              [matrix.student, matrix.objective, names[row], names[$0], cell($1)]
            }
          }
        }))
  }

  private func panel(of matrix: ClassShares) -> Panel {
    let names = plan.data.classNames
    let hasShortNames = names.allSatisfy { textWidth($0, fontSize: PanelLayout.tickSize) < 32 }
    let width = names.count <= 4 && hasShortNames ? Panel.narrow : Panel.wide
    return Panel(
      title: matrix.student,
      subtitle: Self.subtitle(matrix.objective, matrix.macroF1, width: width),
      summary: inWords(matrix.shares), x: .names(names, title: "predicted"),
      y: .names(names, title: "class", isReversed: true), marks: [.cells(cells(matrix.shares))],
      width: width)
  }

  /// Of each class the shares of predictions; `nil` for a class without samples.
  private static func shares(_ counts: [[[Int]]]) -> [[Double?]] {
    counts[0].indices.map { row in
      let sums = counts[0].indices.map { column in counts.reduce(0) { $0 + $1[row][column] } }
      let total = sums.reduce(0, +)
      return sums.map { total == 0 ? nil : Double($0) / Double(total) }
    }
  }

  private func cells(_ shares: [[Double?]]) -> [Mark.Cell] {
    // Smaller cells have no room for a number.
    let hasNumbers = shares.count <= 12
    return shares.enumerated().flatMap { row, shares in
      shares.enumerated().compactMap { column, share in
        guard let share, share >= 0.005 else { return nil }
        return .init(
          rectangle: .unit(column: column, row: row), shade: share,
          text: hasNumbers ? String(Int((100 * share).rounded())) : "")
      }
    }
  }

  private func inWords(_ shares: [[Double?]]) -> String {
    "Recognised: "
      + plan.data.classNames.enumerated().map { "\($1) \(percent(shares[$0][$0]))" }
      .joined(separator: ", ") + "."
  }
}

/// A model's confusion matrix.
private struct ClassShares {
  let student, objective: String
  let macroF1: Double?
  let shares: [[Double?]]
}

extension Mark.Rectangle {
  /// A cell between whole numbers.
  static func unit(column: Int, row: Int) -> Mark.Rectangle {
    .init(x: Double(column)...Double(column + 1), y: Double(row)...Double(row + 1))
  }
}
