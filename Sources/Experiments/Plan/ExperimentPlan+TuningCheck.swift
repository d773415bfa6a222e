extension ExperimentPlan {
  /// More points than this nobody waits for.
  static let pointLimit = 10_000

  /// Makes sure that the tuning can be done.
  func checkTuning() throws(PlanError) {
    guard let tuning else { return }
    guard data.hasValidation else {
      throw PlanError(
        "tuning", "settings are chosen on a validation part, and the data have none: give them one")
    }
    guard (1...Self.seedLimit).contains(tuning.seeds) else {
      throw PlanError("tuning.seeds", "\(tuning.seeds); there must be 1 to \(Self.seedLimit)")
    }
    if let points = tuning.points, !(1...Self.pointLimit).contains(points) {
      throw PlanError("tuning.points", "\(points); there may be 1 to \(Self.pointLimit)")
    }
    if tuning.over.isEmpty { throw PlanError("tuning.over", "there is nothing to tune") }
    var gridSize = 1
    for axis in tuning.over {
      let place = "tuning.over"
      let path = [PlanStep](text: axis.place) ?? []
      guard case .key(let key)? = path.first, ["students", "objectives", "training"].contains(key)
      else {
        throw PlanError(
          place,
          "\(axis.place): only places in students, objectives and training are tuned; the rest is the same for all"
        )
      }
      switch axis.values {
      case .list(let values):
        guard !values.isEmpty else { throw PlanError(place, "\(axis.place): there are no values") }
        gridSize = gridSize.multipliedReportingOverflow(by: values.count).partialValue
        guard tuning.points != nil || gridSize <= Self.pointLimit else {
          throw PlanError(
            place,
            "the grid has more than \(Self.pointLimit) points; say how many are drawn at random: tuning.points"
          )
        }
      case .range(let start, let end, let isLogarithmic):
        guard start.isFinite, end.isFinite, start < end, !isLogarithmic || start > 0 else {
          throw PlanError(place, "\(axis.place): from \(start) to \(end) is no range")
        }
        guard tuning.points != nil else {
          throw PlanError(
            place,
            "\(axis.place): a range has no grid; list values, or say how many points are drawn: tuning.points"
          )
        }
      }
    }
  }
}
