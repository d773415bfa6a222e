import Experiments

extension FigureSource {
  /// What two tuned settings do together for the subject, with the last objective that both concern: the mean macro-F1 on the
  /// validation part. Of more than two settings each place shows the best of the others. `nil` without two settings of a few
  /// values each.
  var tuning: Figure? {
    guard
      let arm = results.tuning?.arms.last(where: { arm in
        arm.student == plan.subject && arms.contains { $0.objective == arm.objective }
          && arm.axes.count >= 2
      })
    else { return nil }
    let (rows, columns) = (arm.axes[0], arm.axes[1])
    func best(_ row: PlanValue, _ column: PlanValue) -> Double? {
      arm.candidates.filter { $0.has(row, at: rows.place) && $0.has(column, at: columns.place) }
        .compactMap(\.validationMacroF1.mean).max()
    }
    let others = arm.axes.dropFirst(2).map(\.name)
    return .heatMap(
      name: .tuning,
      title: "\(rows.name) and \(columns.name) of \(arm.student), \(arm.objective)",
      caption:
        "Mean macro-F1 on the validation part"
        + (others.isEmpty ? "" : ", with the best \(others.joined(separator: ", ")) of each place")
        + ". The test part plays no role here.",
      rowTitle: rows.name, rows: rows.values.map(\.description), columnTitle: columns.name,
      columns: columns.values.map(\.description), valueTitle: "validation macro-F1",
      values: rows.values.map { row in columns.values.map { best(row, $0) } })
  }
}

extension TunedArm {
  /// A setting with its values, from the lowest to the highest where they are numbers.
  fileprivate struct Axis {
    let place: String
    let values: [PlanValue]
    var name: String { place.split(separator: ".").last.map(String.init) ?? place }
  }

  /// The settings of which several, but not many, values were tried.
  fileprivate var axes: [Axis] {
    candidates[0].settings.map(\.place).compactMap { place in
      var values: [PlanValue] = []
      for setting in candidates.flatMap(\.settings)
      where setting.place == place && !values.contains(setting.value) {
        values.append(setting.value)
      }
      guard (2...12).contains(values.count) else { return nil }
      return Axis(place: place, values: values.sorted { ($0.size ?? 0) < ($1.size ?? 0) })
    }
  }
}

extension TunedArm.Candidate {
  fileprivate func has(_ value: PlanValue, at place: String) -> Bool {
    settings.contains { setting in setting.place == place && setting.value == value }
  }
}

extension PlanValue {
  fileprivate var size: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}
