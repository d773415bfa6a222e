import Experiments

extension FigureSource {
  /// Macro-F1 against the strength of the noise; `nil` where nobody asked.
  var robustnessToNoise: Figure? {
    guard let robustness = results.robustness else { return nil }
    let strengths = robustness.plan.strengths
    return robustnessFigure(
      robustness, name: .noise, title: "Macro-F1 against noise",
      caption: "The noise is \(robustness.plan.noise), times the strength",
      settings: strengths, column: "strength",
      x: .numbers(from: 0...strengths.last!, title: "strength of the noise", tickCount: 5), \.noise)
  }

  /// Macro-F1 against the number of shots; `nil` where nobody asked.
  var robustnessToShots: Figure? {
    guard let robustness = results.robustness, !robustness.plan.shots.isEmpty else { return nil }
    let shots = robustness.plan.shots.map(Double.init)
    return robustnessFigure(
      robustness, name: .shots, title: "Macro-F1 against shots",
      caption: "Without noise, each circuit measured so often",
      settings: shots, column: "shots", x: .logarithmic(covering: shots, title: "shots"), \.shots)
  }

  private func robustnessFigure(
    _ robustness: RobustnessResult, name: FigureName, title: String, caption: String,
    settings: [Double], column: String, x: Axis,
    _ curve: KeyPath<RobustnessResult.Arm, [Summary]>
  ) -> Figure {
    let curves = robustness.arms.map { arm in
      RobustnessCurve(
        student: arm.student, objective: arm.objective,
        points: zip(settings, arm[keyPath: curve]).compactMap { setting, summary in
          guard let mean = summary.mean else { return nil }
          let interval = summary.confidence95 ?? [mean, mean]
          return .init(setting: setting, mean: mean, low: interval[0], high: interval[1])
        })
    }
    let y = Axis.covering(
      curves.flatMap { $0.points.flatMap { [$0.low, $0.high] } }, title: "macro-F1", within: 0...1)
    let groups = curves.grouped(by: \.student)
    let panels = groups.map { curves in
      Panel(
        title: curves[0].student,
        summary: curves.map { $0.inWords(column) }.joined(separator: " "), x: x, y: y,
        marks: curves.map { .band($0.band, style(of: $0.objective)) }
          + curves.flatMap { curve -> [Mark] in
            [
              .line(curve.places, style(of: curve.objective)),
              .points(curve.places, style(of: curve.objective), radius: 2.5),
            ]
          },
        width: groups.count > 1 ? Panel.narrow : Panel.wide,
        height: groups.count > 1 ? 112 : 190)
    }
    let objectives = plan.objectives.map(\.name).filter { name in
      curves.contains { $0.objective == name }
    }
    return Figure(
      name: name, title: title,
      caption: "\(caption): the mean over \(seedCount) in a band of its 95 % interval.",
      groups: panels.map { [$0] }, legend: legend(of: objectives, .line),
      table: Figure.Table(
        columns: ["student", "objective", column, "mean macro-F1", "95 % low", "95 % high"],
        rows: curves.flatMap { curve in
          curve.points.map {
            [
              curve.student, curve.objective, strength($0.setting), cell($0.mean), cell($0.low),
              cell($0.high),
            ]
          }
        }))
  }
}

/// How an arm's macro-F1 changes with a setting.
private struct RobustnessCurve {
  let student, objective: String
  let points: [Point]

  struct Point {
    let setting, mean, low, high: Double
  }

  var band: [Mark.Span] { points.map { .init(x: $0.setting, low: $0.low, high: $0.high) } }
  var places: [Place] { points.map { Place(x: $0.setting, y: $0.mean) } }

  func inWords(_ column: String) -> String {
    "\(objective): "
      + points.map { "\(score($0.mean)) at \(column) \(strength($0.setting))" }
      .joined(separator: ", ") + "."
  }
}
