import Experiments

extension FigureSource {
  /// What objectives change, seed by seed, with the mean's interval; `nil` if there is one objective only.
  var differences: Figure? {
    guard !results.comparisons.isEmpty else { return nil }
    let rows = results.comparisons.map { comparison in
      DifferenceRow(
        comparison: comparison,
        seeds: zip(
          results.arm(comparison.student, comparison.treatment).macroF1.values,
          results.arm(comparison.student, comparison.control).macroF1.values
        ).map { pair in
          if let treated = pair.0, let untreated = pair.1 { treated - untreated } else { nil }
        })
    }
    // Few treatments with many students, or few students with many treatments.
    let byTreatment = results.treatments.count <= 2
    let groups =
      byTreatment
      ? results.treatments.map { name in
        RowGroup(
          heading: "\(name) − \(results.control)",
          rows: rows.filter { $0.comparison.treatment == name }
            .map { ($0.comparison.student, $0) })
      }
      : plan.students.map { student in
        RowGroup(
          heading: student.name,
          rows: rows.filter { $0.comparison.student == student.name }
            .map { ($0.comparison.treatment, $0) })
      }
    let values =
      rows.flatMap { $0.seeds.compactMap { $0 } + ($0.comparison.difference.confidence95 ?? []) }
    let axis = Axis.covering(values + [0], title: "change of macro-F1 (paired by seed)")
    let panels = groups.filter { !$0.rows.isEmpty }.panels().map { groups in
      let layout = RowLayout(groups.map { ($0.heading, $0.rows.map(\.label)) }, rowHeight: 24)
      return Panel(
        title: "",
        summary: groups.flatMap(\.rows).map(\.content.inWords).joined(separator: " "), x: axis,
        y: layout.axis,
        marks: [.vertical(0, MarkStyle(color: 0))]
          + zip(groups, layout.places).flatMap { group, places in
            zip(group.rows, places).flatMap { $0.content.marks(at: $1) }
          },
        height: layout.height)
    }
    let verdicts = Set(rows.map(\.comparison.difference.verdict))
    return Figure(
      name: .differences, title: "What changes against \(results.control)",
      caption: """
        Right of the line is better. Each small mark is a seed's difference\(seedLimitNote), the large mark their mean, the bar its \
        95 % bootstrap interval.
        """, groups: panels.map { [$0] },
      legend: Verdict.allCases.filter(verdicts.contains).map {
        .init(label: $0.ofStudents, shape: .point, style: $0.style)
      },
      table: Self.table(of: rows, seeds: plan.seedValues))
  }

  private static func table(of rows: [DifferenceRow], seeds: [UInt64]) -> Figure.Table {
    var table = Figure.Table(columns: ["student", "treatment", "control", "seed", "difference"])
    for row in rows {
      for (seed, value) in zip(seeds, row.seeds) {
        table.rows.append([
          row.comparison.student, row.comparison.treatment, row.comparison.control, "\(seed)",
          cell(value),
        ])
      }
    }
    return table
  }
}

/// A student's differences.
private struct DifferenceRow {
  let comparison: Comparison<ObjectivePair>
  /// `nil` for seeds that failed.
  let seeds: [Double?]

  var inWords: String {
    "\(comparison.student), \(comparison.treatment): \(comparison.difference.inWords)."
  }

  func marks(at place: Double) -> [Mark] {
    let difference = comparison.difference
    let style = difference.verdict.style
    var marks: [Mark] = [
      .points(
        FigureSource.dots(seeds, at: place), MarkStyle(color: style.color),
        radius: FigureSource.dotRadius)
    ]
    if let ends = difference.confidence95 {
      marks.append(.interval(ends[0]...ends[1], y: place + FigureSource.meanShift, style))
    }
    if difference.pairs == 0 { marks.append(.note("no seed to compare", y: place)) }
    if let mean = difference.meanDifference {
      marks.append(
        .points(
          [Place(x: mean, y: place + FigureSource.meanShift)], style, radius: 4))
    }
    return marks
  }
}

extension Verdict {
  /// Better is blue, worse is red; their shapes point there.
  fileprivate var style: MarkStyle {
    switch self {
    case .better: MarkStyle(color: 1, marker: .triangle)
    case .worse: MarkStyle(color: 2, marker: .triangleDown)
    case .noEvidence: MarkStyle(color: 0, marker: .circle)
    case .tooFewSeeds: MarkStyle(color: 0, marker: .circle, isHollow: true)
    }
  }
}
