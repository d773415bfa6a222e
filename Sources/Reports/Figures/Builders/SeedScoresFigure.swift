import Experiments

extension FigureSource {
  /// Every seed's macro-F1, arm by arm, with means and their intervals.
  var seedScores: Figure? {
    let groups = plan.students.map { student in
      RowGroup(
        heading: "\(student.name) (\(results.arm(student.name, results.control).parameters))",
        rows: objectives(of: student.name).map { objective in
          (objective, results.arm(student.name, objective))
        })
    }
    let references = self.references
    let values =
      arms.flatMap { $0.macroF1.values.compactMap { $0 } } + references.map(\.value)
    let axis = Axis.covering(values, title: "macro-F1 on the test part", within: 0...1)
    let panels = groups.panels().map { groups in
      let layout = RowLayout(groups.map { ($0.heading, $0.rows.map(\.label)) }, rowHeight: 22)
      return Panel(
        title: "", summary: groups.map(\.scoresInWords).joined(separator: " "), x: axis,
        y: layout.axis,
        marks: references.map { Mark.vertical($0.value, $0.style) }
          + zip(groups, layout.places).flatMap { marks(of: $0, at: $1) },
        height: layout.height)
    }
    return Figure(
      name: .seedScores, title: "Macro-F1, seed by seed",
      caption: "Each small mark is a seed\(seedLimitNote)"
        + (groups.contains { $0.rows.count == 2 } ? "; thin lines join the arms of one seed" : "")
        + ". The large mark is the mean over \(seedCount), the bar its 95 % bootstrap interval.",
      groups: panels.map { [$0] },
      legend: legend(of: plan.objectives.count <= 2 ? plan.objectives.map(\.name) : [], .point)
        + references.map { .init(label: $0.label, shape: .line, style: $0.style) },
      table: seedTable)
  }

  /// The teacher's mean, and what Bayes' rule has.
  var references: [(label: String, value: Double, style: MarkStyle)] {
    let teacher = results.teacher.macroF1.mean.map {
      ("teacher \(score($0))", $0, MarkStyle(color: 10, dash: 2))
    }
    let ceiling = results.bayesOptimalF1.map {
      ("Bayes' rule \(score($0))", $0, MarkStyle(color: 0, dash: 3))
    }
    return [teacher, ceiling].compactMap { $0 }
  }

  private func marks(of group: RowGroup<ArmResult>, at places: [Double]) -> [Mark] {
    var marks: [Mark] = []
    if group.rows.count == 2 {
      let (first, second) = (group.rows[0].content.macroF1, group.rows[1].content.macroF1)
      let pairs = zip(first.values, second.values).prefix(Self.seedLimit)
      marks.append(
        .pairs(
          pairs.compactMap { pair in
            guard let from = pair.0, let to = pair.1 else { return nil }
            return .init(
              from: Place(x: from, y: places[0] + Self.dotShift),
              to: Place(x: to, y: places[1] + Self.dotShift))
          }))
    }
    for ((objective, arm), place) in zip(group.rows, places) {
      let style = style(of: objective)
      marks.append(.points(Self.dots(arm.macroF1.values, at: place), style, radius: Self.dotRadius))
      if let interval = interval(of: arm) {
        marks.append(.interval(interval, y: place + Self.meanShift, style))
      }
      if arm.macroF1.mean == nil { marks.append(.note("all seeds failed", y: place)) }
      if let mean = arm.macroF1.mean {
        marks.append(
          .points([Place(x: mean, y: place + Self.meanShift)], style, radius: Self.meanRadius))
      }
    }
    return marks
  }

  /// A row's marks of seeds, `nil` for those that failed.
  static func dots(_ values: [Double?], at place: Double) -> [Place] {
    values.prefix(seedLimit).compactMap { $0 }.map { Place(x: $0, y: place + dotShift) }
  }

  /// A row has room for the marks of so many seeds.
  static let seedLimit = 200

  /// Which seeds have a mark, if not all.
  var seedLimitNote: String {
    plan.seeds > Self.seedLimit ? " (the first \(Self.seedLimit) of \(plan.seeds))" : ""
  }

  /// Seeds are above a row's middle, the mean below it.
  static let dotShift = -3.0
  static let meanShift = 5.5
  static let dotRadius = 2.6
  static let meanRadius = 3.6

  private var seedTable: Figure.Table {
    var table = Figure.Table(columns: ["student", "objective", "seed", "macroF1"])
    for arm in arms {
      for (seed, value) in zip(plan.seedValues, arm.macroF1.values) {
        table.rows.append([arm.student, arm.objective, "\(seed)", cell(value)])
      }
    }
    return table
  }
}

extension RowGroup<ArmResult> {
  /// The means, for those who do not see them.
  fileprivate var scoresInWords: String {
    heading + ": "
      + rows.map { "\($0.label) \(meanAndDeviation($0.content.macroF1))" }.joined(separator: ", ")
      + "."
  }
}
