import Foundation
import RandomStreams

/// The plan with one choice of all settings that are tuned.
struct TuningPoint: Sendable {
  /// The settings, in the order of ``TuningPlan/over``.
  let settings: [TunedSetting]
  /// The experiment with them, which tunes nothing.
  let experiment: Experiment
}

extension ExperimentPlan {
  /// The tuning's points, each once.
  ///
  /// - Throws: `PlanError` for places that are not there, and for values that cannot be.
  func tuningPoints() throws(PlanError) -> [TuningPoint] {
    guard let tuning else { return [] }
    var base = self
    base.tuning = nil
    let node: PlanNode
    do {
      node = try PlanEncoder.encode(base)
    } catch {
      throw PlanError("tuning", "\(error)")
    }
    var points: [TuningPoint] = []
    for values in tuning.choices {
      let settings = zip(tuning.over, values).map { TunedSetting(place: $0.place, value: $1) }
      points.append(
        TuningPoint(settings: settings, experiment: try experiment(node, with: settings)))
    }
    return points
  }

  private func experiment(
    _ node: PlanNode, with settings: [TunedSetting]
  ) throws(PlanError) -> Experiment {
    var node = node
    let text = settings.map { "\($0.place)=\($0.value)" }.joined(separator: " ")
    for setting in settings {
      do throws(PlanNode.PathProblem) {
        try node.set([PlanStep](text: setting.place)![...], to: setting.value.node)
      } catch {
        throw PlanError("tuning.over", "\(setting.place): \(error.text)")
      }
    }
    do throws(PlanError) {
      return try Experiment(PlanDecoder.decode(ExperimentPlan.self, from: node))
    } catch {
      throw PlanError("tuning.over", "with \(text): \(error.place): \(error.problem)")
    }
  }
}

extension TuningPlan {
  /// The values of each point, in the order of ``over``, no point twice.
  var choices: [[PlanValue]] {
    guard let points else {
      return over.reduce([[]]) { choices, axis in
        guard case .list(let values) = axis.values else { return [] }
        return choices.flatMap { choice in values.map { choice + [$0] } }
      }
    }
    var stream = RandomStream(seed: 0, name: "tuning")
    var choices: [[PlanValue]] = []
    var known: Set<[PlanValue]> = []
    // Of a few values not many points can be made.
    for _ in 0..<20 * points where choices.count < points {
      let choice = over.map { $0.values.draw(from: &stream) }
      if known.insert(choice).inserted { choices.append(choice) }
    }
    return choices
  }
}

extension TuningPlan.Values {
  fileprivate func draw(from stream: inout RandomStream) -> PlanValue {
    switch self {
    case .list(let values): return values[stream.index(below: values.count)]
    case .range(let start, let end, false): return .number(stream.uniform(in: start..<end))
    case .range(let start, let end, true):
      return .number(exp(stream.uniform(in: log(start)..<log(end))))
    }
  }
}
