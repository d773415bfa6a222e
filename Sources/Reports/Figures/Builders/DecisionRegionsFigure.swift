import Datasets
import Distillation
import Experiments
import Foundation
import Tables

extension FigureSource {
  /// What models make of the plane of their samples; `nil` if there is no such plane.
  var decisionRegions: Figure? {
    guard let regions = data.regions else { return nil }
    let shown = shownArms
    let maps = regions.maps.filter { map in
      map.student == nil
        || shown.arms.contains { $0.student == map.student && $0.objective == map.objective }
    }
    let classes = plan.data.classNames
    return Figure(
      name: .decisionRegions, title: "Decision regions",
      caption: caption(of: regions),
      groups: maps.grouped(by: \.student).map { $0.map { panel(of: $0, in: regions) } }
        .inSmallGroups,
      legend: classes.indices.map {
        .init(label: "class \(classes[$0])", shape: .area, style: .ofClass($0))
      },
      table: table(of: maps, in: regions))
  }

  private func caption(of regions: DecisionRegions) -> String {
    let reason =
      results.treatments.isEmpty
      ? "for its macro-F1" : "for what changes for \(plan.subject)"
    return """
      The class that each model of seed \(regions.seed)\(plan.seeds > 1 ? ", which is in the middle \(reason)," : "") finds \
      most likely in a place, the stronger the colour the surer (below 0.6, from 0.6, from 0.9). x0 and x1 are the two \
      features as models take them; the marks are labelled samples that students learn from.\
      \(regions.maps.contains { $0.student == nil } ? "" : " The teacher cannot be asked for samples that are in no file.")\
      \(shownArmsNote)
      """
  }

  private func panel(of map: DecisionRegions.Map, in regions: DecisionRegions) -> Panel {
    let axes = (0..<2).map { feature in
      var axis = Axis.numbers(from: regions.ranges[feature], title: "x\(feature)", tickCount: 4)
      axis.hasGrid = false
      return axis
    }
    let samples = regions.samples
    let points = plan.data.classNames.indices.map { index in
      Mark.points(
        samples.labels.indices.filter { samples.labels[$0] == index }.prefix(Self.sampleLimit)
          .map { Place(x: samples.features[$0, 0], y: samples.features[$0, 1]) },
        .ofClass(index), radius: 2.9)
    }
    let score = macroF1(of: map, seed: regions.seed)
    return Panel(
      title: map.student ?? "teacher",
      subtitle: Self.subtitle(map.objective ?? "", score, width: Panel.narrow),
      summary: shares(of: map), x: axes[0], y: axes[1],
      marks: areas(of: map, in: regions) + points, width: Panel.narrow)
  }

  /// No more samples of a class than one can tell apart.
  private static let sampleLimit = 100

  private func macroF1(of map: DecisionRegions.Map, seed: UInt64) -> Double? {
    let runs =
      map.student == nil
      ? data.records.teachers
      : armRecords.first {
        $0.student == map.student && $0.objective == map.objective
      }!.runs
    return runs.first { $0.identity.seed == seed }?.trained?.evaluation.macroF1
  }

  /// For each class and strength one mark: rows of equal cells are one rectangle.
  private func areas(of map: DecisionRegions.Map, in regions: DecisionRegions) -> [Mark] {
    var rectangles: [[[Mark.Rectangle]]] = Array(
      repeating: Array(repeating: [], count: Mark.areaLevels), count: plan.data.classCount)
    let count = regions.resolution
    func edge(_ feature: Int, _ cell: Int) -> Double {
      let range = regions.ranges[feature]
      return range.lowerBound
        + Double(cell) / Double(count) * (range.upperBound - range.lowerBound)
    }
    for row in 0..<count {
      var start = 0
      while start < count {
        let first = row * count + start
        let (kind, level) = (map.classes[first], map.level(first))
        var end = start + 1
        while end < count, map.classes[row * count + end] == kind,
          map.level(row * count + end) == level
        { end += 1 }
        rectangles[kind][level].append(
          .init(x: edge(0, start)...edge(0, end), y: edge(1, row)...edge(1, row + 1)))
        start = end
      }
    }
    return rectangles.enumerated().flatMap { kind, levels in
      levels.enumerated().filter { !$0.element.isEmpty }.map {
        .areas($1, color: MarkStyle.ofClass(kind).color, level: $0 + 1)
      }
    }
  }

  private func shares(of map: DecisionRegions.Map) -> String {
    let classes = plan.data.classNames
    return "Shares of the plane: "
      + classes.indices.map { index in
        let share = Double(map.classes.count { $0 == index }) / Double(map.classes.count)
        return "class \(classes[index]) \(percent(share))"
      }.joined(separator: ", ") + "."
  }

  /// A row for each place: one for each place and model would be a hundred thousand.
  private func table(of maps: [DecisionRegions.Map], in regions: DecisionRegions) -> Figure.Table {
    let count = regions.resolution
    func centers(_ feature: Int) -> [String] {
      let range = regions.ranges[feature]
      let length = range.upperBound - range.lowerBound
      return (0..<count).map {
        String(format: "%.5g", range.lowerBound + (Double($0) + 0.5) / Double(count) * length)
      }
    }
    let (xs, ys) = (centers(0), centers(1))
    let hundredths = (0...100).map { String(format: "%.2f", Double($0) / 100) }
    let models = maps.map { map in
      [map.student ?? "teacher", map.objective].compactMap { $0 }.joined(separator: "/")
    }
    return Figure.Table(
      columns: ["x0", "x1"] + models.flatMap { ["\($0) class", "\($0) confidence"] },
      rows: (0..<count * count).map { cell in
        [xs[cell % count], ys[cell / count]]
          + maps.flatMap { map in
            [
              plan.data.classNames[map.classes[cell]],
              hundredths[Int((100 * map.confidence[cell]).rounded())],
            ]
          }
      })
  }
}

extension DecisionRegions.Map {
  /// How sure the model is of a cell's class, from 0 to ``Mark/areaLevels`` - 1.
  fileprivate func level(_ cell: Int) -> Int {
    confidence[cell] < 0.6 ? 0 : confidence[cell] < 0.9 ? 1 : 2
  }
}
