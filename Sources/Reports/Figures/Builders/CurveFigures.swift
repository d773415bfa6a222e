import Distillation
import Experiments

extension FigureSource {
  /// How well students do on the validation part while they learn; `nil` without such a part.
  var learningCurves: Figure? {
    curves(
      name: .learningCurves, title: "Learning curves",
      axisTitle: "macro-F1", column: "macroF1", bounds: 0...1,
      caption: "The macro-F1 on the validation part after so many steps"
    ) { zip($0.validationSteps, $0.validationMacroF1).map { ($0, $1) } }
  }

  /// What students make less while they learn.
  var trainingLosses: Figure? {
    curves(
      name: .trainingLoss, title: "Training loss", axisTitle: "loss (nats)",
      column: "loss", bounds: -.infinity ... .infinity,
      caption:
        "The loss that training minimises, on its own batches; each objective has another one, so that only shapes can be compared"
    ) { zip($0.steps, $0.losses).map { ($0, $1) } }
  }

  private func curves(
    name: FigureName, title: String, axisTitle: String, column: String,
    bounds: ClosedRange<Double>, caption: String,
    _ points: (LearningCurve) -> [(step: Int, value: Double)]
  ) -> Figure? {
    let curves = armRecords.map { arm in
      TypicalCurve(arm: arm, curves: arm.runs.compactMap { $0.trained.map { points($0.curve) } })
    }
    guard curves.contains(where: { !$0.points.isEmpty }) else { return nil }
    let groups = curvePanels.filter { group in
      curves.contains { group.holds($0) && !$0.points.isEmpty }
    }
    let shown = curves.filter { curve in groups.contains { $0.holds(curve) } }
    let y = axis(of: shown.flatMap(\.points), title: axisTitle, within: bounds)
    let steps = shown.flatMap { $0.points.map { Double($0.step) } }
    let x = Axis.numbers(from: 0...max(1, steps.max() ?? 1), title: "steps", tickCount: 3)
    let panels = groups.map { group in
      let curves = shown.filter(group.holds)
      return Panel(
        title: group.title, summary: curves.map(\.inWords).joined(separator: " "), x: x, y: y,
        marks: curves.map { .band($0.band, style(of: $0.arm.objective)) }
          + curves.map { .line($0.line, style(of: $0.arm.objective)) },
        width: groups.count > 1 ? Panel.narrow : Panel.wide,
        height: groups.count > 1 ? 112 : 190)
    }
    let objectives = plan.objectives.map(\.name).filter { name in
      shown.contains { $0.arm.objective == name }
    }
    return Figure(
      name: name, title: title,
      caption:
        "\(caption): the median over \(seedCount), as long as half of them are still trained, "
        + "in a band that holds the middle 80 % of them."
        + (groups.allSatisfy { $0.student == plan.subject } && plan.students.count > 1
          ? " Of the students only \(plan.subject) is shown." : ""),
      groups: panels.map { [$0] }, legend: legend(of: objectives, .line),
      table: table(of: curves.filter { !$0.points.isEmpty }, column: column))
  }

  /// A logarithmic axis if the largest number is so much larger than the smallest that this one would not be seen otherwise.
  private func axis(
    of points: [TypicalCurve.Point], title: String, within bounds: ClosedRange<Double>
  ) -> Axis {
    let values = points.flatMap { [$0.low, $0.high] }
    guard let low = values.min(), let high = values.max(), low > 0, high > 50 * low else {
      return .covering(values, title: title, within: bounds)
    }
    return .logarithmic(covering: [low, high], title: title)
  }

  /// What is shown together: all of a student, or, if that is too much, the subject's objectives beside the control.
  private var curvePanels: [CurvePanel] {
    if plan.objectives.count <= Self.objectivesInAPanel {
      return plan.students.map {
        CurvePanel(title: $0.name, student: $0.name, objectives: objectives(of: $0.name))
      }
    }
    return objectives(of: plan.subject).dropFirst().map {
      CurvePanel(
        title: "\(plan.subject), \($0)", student: plan.subject, objectives: [results.control, $0])
    }
  }

  private func table(of curves: [TypicalCurve], column: String) -> Figure.Table {
    Figure.Table(
      columns: ["student", "objective", "step", "median \(column)", "10 %", "90 %"],
      rows: curves.flatMap { curve in
        curve.points.map {
          [
            curve.arm.student, curve.arm.objective, "\($0.step)", cell($0.median), cell($0.low),
            cell($0.high),
          ]
        }
      })
  }
}

private struct CurvePanel {
  let title: String
  let student: String
  let objectives: [String]

  func holds(_ curve: TypicalCurve) -> Bool {
    curve.arm.student == student && objectives.contains(curve.arm.objective)
  }
}

/// What is typical of an arm's curves.
private struct TypicalCurve {
  let arm: ArmRecords
  /// What is typical at each step that at least half of the runs have come to.
  let points: [Point]

  struct Point {
    let step: Int
    /// What half of the runs are below, a tenth, and nine tenths.
    let median, low, high: Double
  }

  /// - Parameter curves: those of the runs that did not fail.
  init(arm: ArmRecords, curves: [[(step: Int, value: Double)]]) {
    self.arm = arm
    let values = Dictionary(grouping: curves.joined(), by: \.step)
    points = values.filter { 2 * $0.value.count >= curves.count }.sorted { $0.key < $1.key }
      .compactMap { step, points in
        let summary = Summary(points.map(\.value))
        guard let middle = summary.percentile(0.5), let low = summary.percentile(0.1),
          let high = summary.percentile(0.9)
        else { return nil }
        return Point(step: step, median: middle, low: low, high: high)
      }
  }

  var band: [Mark.Span] { points.map { .init(x: Double($0.step), low: $0.low, high: $0.high) } }

  var line: [Place] { points.map { Place(x: Double($0.step), y: $0.median) } }

  var inWords: String {
    guard let first = points.first, let last = points.last else { return "" }
    return "\(arm.objective): from \(score(first.median)) after \(first.step) steps to "
      + "\(score(last.median)) after \(last.step)."
  }
}
