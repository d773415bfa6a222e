import Experiments

/// What figures are made of: the results, and the runs behind them. Each figure is a property in a file of its own.
struct FigureSource {
  let results: ExperimentResults
  let data: ReportData
  /// The 95 % intervals of the arms' means, in the arms' order: each takes a few milliseconds.
  private let intervals: [[Double]?]
  /// The plan's own arms: what those of controls say stands in a table.
  let arms: [ArmResult]
  /// Their runs.
  let armRecords: [ArmRecords]

  init(results: ExperimentResults, data: ReportData) {
    self.results = results
    self.data = data
    let ofPlan = results.arms.indices.filter { results.arms[$0].control == nil }
    arms = ofPlan.map { results.arms[$0] }
    armRecords = ofPlan.map { data.records.arms[$0] }
    intervals = arms.map(\.macroF1.confidence95)
  }

  var plan: ExperimentPlan { results.plan }

  /// With more objectives than this, students' curves are shown against the control one by one.
  static let objectivesInAPanel = 4
  /// With more arms than this, panels that show one arm each are of the subject alone.
  static let armsInAFigure = 24

  /// The 95 % interval of an arm's mean; `nil` for fewer than two seeds.
  func interval(of arm: ArmResult) -> ClosedRange<Double>? {
    arms.firstIndex { $0.student == arm.student && $0.objective == arm.objective }
      .flatMap { intervals[$0] }.map { $0[0]...$0[1] }
  }

  /// How an objective is drawn everywhere.
  func style(of objective: String) -> MarkStyle {
    .objective(plan.objectives.firstIndex { $0.name == objective } ?? 0)
  }

  /// What objectives' points mean.
  func legend(
    of objectives: [String], _ shape: Figure.LegendEntry.Shape
  ) -> [Figure.LegendEntry] {
    objectives.map { .init(label: $0, shape: shape, style: style(of: $0)) }
  }

  /// The objectives that a student is trained for.
  func objectives(of student: String) -> [String] {
    arms.filter { $0.student == student }.map(\.objective)
  }

  /// The runs of the arms that have a panel each, and whether some arms have none.
  var shownArms: (arms: [ArmRecords], isPart: Bool) {
    guard armRecords.count > Self.armsInAFigure else { return (armRecords, false) }
    return (
      Array(armRecords.filter { $0.student == plan.subject }.prefix(Self.armsInAFigure)), true
    )
  }

  /// What stands below a model's name: its objective, as far as there is room, and its score.
  static func subtitle(_ objective: String, _ macroF1: Double?, width: Double) -> String {
    let end = "F1 \(score(macroF1))"
    guard !objective.isEmpty else { return end }
    let room = width - textWidth(", " + end, fontSize: PanelLayout.fontSize)
    return shortened(objective, toWidth: room) + ", " + end
  }

  /// Which arms have a panel, in a sentence.
  var shownArmsNote: String {
    guard shownArms.isPart else { return "" }
    let isCut = shownArms.arms.count < objectives(of: plan.subject).count
    return " Of the students only \(plan.subject) is shown"
      + (isCut ? ", with its first \(shownArms.arms.count) objectives." : ".")
  }

  /// How many seeds there are, in words.
  var seedCount: String { counted(plan.seeds, "seed") }
}

/// A number in a table of a figure, with all its digits; empty if there is none.
func cell(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }

extension [[Panel]] {
  /// Groups that fit on a telephone beside each other or nearly so; larger ones come apart.
  var inSmallGroups: [[Panel]] { flatMap { $0.count > 3 ? $0.map { [$0] } : [$0] } }
}

extension Array {
  /// Runs of elements that have the same property.
  func grouped<Property: Equatable>(by property: (Element) -> Property) -> [[Element]] {
    reduce(into: []) { groups, element in
      if let last = groups.last?.last, property(last) == property(element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
  }
}
