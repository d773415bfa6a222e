import Datasets
import Distillation
import Experiments

/// What a report's figures show beside the results: what single runs left.
public struct ReportData: Sendable {
  let experiment: Experiment
  let records: ExperimentRecords
  /// What the models of one seed make of the plane of their samples; `nil` if that has more dimensions than two, or the
  /// data are not at hand.
  let regions: DecisionRegions?
}

extension ReportData {
  /// The data of a report.
  ///
  /// - Parameters:
  ///   - experiment: what was run.
  ///   - records: all runs of the experiment.
  ///   - data: what the runs learnt from, if it is at hand: figures that need it are left out otherwise.
  ///   - teacher: who taught, if it is at hand: figures leave it out otherwise.
  /// - Throws: `DatasetError` if the data cannot be made again.
  public init(
    _ experiment: Experiment, records: ExperimentRecords,
    data: ExperimentData?, teacher: ReadyTeacher?
  ) throws(DatasetError) {
    self.init(
      experiment: experiment, records: records,
      regions: try data.flatMap { data throws(DatasetError) in
        try experiment.decisionRegions(
          records, seedAt: experiment.typicalSeed(records), data: data, teacher: teacher)
      })
  }
}

extension Experiment {
  /// The place of the seed that stands for all where only one can be shown: the one in the middle, by what the second objective
  /// changes for the plan's subject, or, without a second one, by its macro-F1; failed ones count as the lowest.
  fileprivate func typicalSeed(_ records: ExperimentRecords) -> Int {
    let runs = records.arms.filter { $0.student == plan.subject }.prefix(2).map {
      $0.runs.inOrder(of: plan.seedValues)
    }
    func score(_ place: Int) -> Double {
      let scores = runs.map { $0[place]?.trained?.evaluation.macroF1 }
      guard let first = scores.first ?? nil, let last = scores.last ?? nil else {
        return -.infinity
      }
      return scores.count == 2 ? last - first : last
    }
    let places = (0..<plan.seeds).sorted { (score($0), $0) < (score($1), $1) }
    return places[places.count / 2]
  }
}
