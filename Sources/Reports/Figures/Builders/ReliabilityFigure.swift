import Distillation
import Experiments

extension FigureSource {
  /// How often models are right when they are so sure, over all seeds.
  var reliability: Figure? {
    let shown = shownArms
    let students = plan.students.filter { student in
      shown.arms.contains { $0.student == student.name }
    }
    var groups = students.map { student in
      (
        title: student.name,
        curves: shown.arms.filter { $0.student == student.name }.compactMap {
          ReliabilityCurve($0.objective, $0.runs, style: style(of: $0.objective))
        }
      )
    }
    // Many curves cannot be told apart: then each has a panel beside the control's.
    if plan.objectives.count > Self.objectivesInAPanel {
      groups = groups.flatMap { group in
        group.curves.dropFirst().map {
          ("\(group.title), \($0.label)", [group.curves[0], $0])
        }
      }
    }
    if let teacher = ReliabilityCurve(
      "teacher", data.records.teachers, style: Self.teacherStyle)
    {
      groups.insert(("teacher", [teacher]), at: 0)
    }
    groups.removeAll { $0.curves.isEmpty }
    guard !groups.isEmpty else { return nil }
    // A model of C classes is never less sure than 1 / C.
    let range = 1 / Double(plan.data.classCount) - 0.04...1.02
    let curves = groups.flatMap(\.curves)
    let lowest = curves.flatMap(\.bins).map(\.accuracy).min() ?? 0
    let x = Axis.numbers(from: range, title: "confidence", tickCount: 4)
    let y = Axis.numbers(
      from: min(range.lowerBound, lowest - 0.04)...1.02, title: "accuracy", tickCount: 5)
    return Figure(
      name: .reliability, title: "Reliability",
      caption:
        "How often predictions are right (accuracy) by how likely the model says they are (confidence), on the test parts "
        + "of all seeds in 15 bins; those with fewer than \(ReliabilityCurve.fewestSamples) samples are left out. On the line "
        + "a model is as sure as it should be; below it, it is too sure." + shownArmsNote,
      groups: groups.map { group in
        [
          Panel(
            title: group.title, summary: group.curves.map(\.inWords).joined(separator: " "), x: x,
            y: y,
            marks: [.line(diagonal(x, y), MarkStyle(dash: 2))]
              + group.curves.flatMap(\.marks), width: groups.count > 1 ? Panel.narrow : Panel.wide)
        ]
      },
      legend: legend(
        of: plan.objectives.map(\.name).filter { name in curves.contains { $0.label == name } },
        .point),
      table: Figure.Table(
        columns: ["model", "objective", "samples", "confidence", "accuracy"],
        rows: groups.flatMap { group in
          group.curves.flatMap { curve in
            curve.bins.map {
              [
                group.title, curve.label, "\($0.count)", "\($0.confidence)", "\($0.accuracy)",
              ]
            }
          }
        }))
  }

  private func diagonal(_ x: Axis, _ y: Axis) -> [Place] {
    let low = max(x.range.lowerBound, y.range.lowerBound)
    return [Place(x: low, y: low), Place(x: 1, y: 1)]
  }
}

/// An arm's accuracy by its confidence.
private struct ReliabilityCurve {
  let label: String
  let style: MarkStyle
  let bins: [(count: Int, confidence: Double, accuracy: Double)]

  /// A share of fewer samples says little.
  static let fewestSamples = 10

  /// - Returns: `nil` if all runs failed.
  init?(_ label: String, _ runs: [RunRecord], style: MarkStyle) {
    let parts = runs.compactMap { $0.trained?.evaluation.reliability }
    guard let first = parts.first else { return nil }
    self.label = label
    self.style = style
    bins = first.counts.indices.compactMap { bin in
      let count = parts.reduce(0) { $0 + $1.counts[bin] }
      guard count >= Self.fewestSamples else { return nil }
      return (
        count, parts.reduce(0) { $0 + $1.confidence[bin] } / Double(count),
        Double(parts.reduce(0) { $0 + $1.correct[bin] }) / Double(count)
      )
    }
  }

  var marks: [Mark] {
    let places = bins.map { Place(x: $0.confidence, y: $0.accuracy) }
    return places.isEmpty ? [] : [.line(places, style), .points(places, style, radius: 3)]
  }

  var inWords: String {
    label + ": "
      + bins.map { "\(percent($0.accuracy)) right at \(percent($0.confidence))" }
      .joined(separator: ", ") + "."
  }
}
