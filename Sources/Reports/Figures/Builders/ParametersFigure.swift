import Experiments

extension FigureSource {
  /// What students reach for their size, and which of them are worth it.
  var parameters: Figure? {
    let points = arms.compactMap { arm in
      arm.macroF1.mean.map { SizedScore(arm: arm, mean: $0, interval: interval(of: arm)) }
    }
    guard points.count > 1 else { return nil }
    let teacher = results.teacher.parameters.flatMap { count in
      results.teacher.macroF1.mean.map { Place(x: Double(count), y: $0) }
    }
    let sizes = points.map(\.place.x) + [teacher?.x].compactMap { $0 }
    let bounds = points.flatMap { [$0.interval?.lowerBound, $0.interval?.upperBound, $0.mean] }
    let front = front(of: points)
    // Of many objectives intervals would cover each other.
    let hasIntervals = plan.objectives.count <= Self.objectivesInAPanel
    let panel = Panel(
      title: "",
      summary: points.map {
        "\($0.arm.student), \($0.arm.objective): \($0.arm.parameters) parameters, \(score($0.mean))."
      }.joined(separator: " "),
      x: .logarithmic(covering: sizes, title: "parameters"),
      y: .covering(
        bounds.compactMap { $0 } + references.map(\.value), title: "macro-F1, test part",
        tickCount: 6, within: 0...1),
      marks: references.map { .horizontal($0.value, $0.style) }
        + (front.count > 1 ? [.line(front.map(\.place), MarkStyle(color: 5, dash: 1))] : [])
        + marks(of: points, hasIntervals: hasIntervals)
        + (teacher.map { [.points([$0], Self.teacherStyle, radius: 5)] } ?? []),
      width: Panel.large, height: max(300, 16 * Double(plan.students.count)))
    return Figure(
      name: .parameters, title: "Parameters and macro-F1",
      caption:
        "The mean over \(seedCount)\(hasIntervals ? " with its 95 % bootstrap interval" : ""). "
        + (front.count > 1
          ? "The dashed line joins arms that no smaller or equally small one beats (the Pareto front). "
          : "")
        + "Each student's name is beside its best arm.",
      groups: [[panel]],
      legend: legend(of: plan.objectives.map(\.name), .point)
        + (teacher == nil
          ? []
          : [.init(label: "teacher", shape: .point, style: Self.teacherStyle)])
        + references.map { .init(label: $0.label, shape: .line, style: $0.style) },
      table: Figure.Table(
        columns: ["student", "objective", "parameters", "macroF1", "low95", "high95"],
        rows: points.map {
          [
            $0.arm.student, $0.arm.objective, "\($0.arm.parameters)", cell($0.mean),
            cell($0.interval?.lowerBound),
            cell($0.interval?.upperBound),
          ]
        }))
  }

  /// How the teacher is drawn as a point.
  static let teacherStyle = MarkStyle(color: 10, marker: .star)

  /// All arms, and each student's name beside its best one.
  private func marks(of points: [SizedScore], hasIntervals: Bool) -> [Mark] {
    let best = plan.students.compactMap { student in
      points.filter { $0.arm.student == student.name }.max { $0.mean < $1.mean }
    }
    var marks = [Mark.labels(best.map { .init(place: $0.place, text: $0.arm.student) })]
    for point in hasIntervals ? points : [] {
      guard let interval = point.interval else { continue }
      marks.append(
        .verticalInterval(interval, x: point.place.x, style(of: point.arm.objective)))
    }
    return marks
      + points.map { .points([$0.place], style(of: $0.arm.objective), radius: 4) }
  }

  /// Arms that are better than all others of their size or less, from the smallest on.
  private func front(of points: [SizedScore]) -> [SizedScore] {
    var front: [SizedScore] = []
    for point in points.sorted(by: { ($0.arm.parameters, -$0.mean) < ($1.arm.parameters, -$1.mean) }
    )
    where point.mean > front.last?.mean ?? -.infinity {
      front.append(point)
    }
    return front
  }
}

private struct SizedScore {
  let arm: ArmResult
  let mean: Double
  let interval: ClosedRange<Double>?

  /// A model without parameters has a place on a logarithmic axis too.
  var place: Place { Place(x: Double(max(arm.parameters, 1)), y: mean) }
}
