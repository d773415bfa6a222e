@testable import Experiments

extension ExperimentPlan {
  /// What runs the plan in a folder, with its data and teacher.
  func runner(
    in folder: String, jobs: Int, log: RunLog? = nil, trackers: [TrackerQueue] = []
  ) throws -> ExperimentRunner {
    let (data, teacher) = try load()
    return ExperimentRunner(
      try Experiment(self), data: data, teacher: teacher, store: try RunStore(inRunFolder: folder),
      jobs: jobs, log: log, trackers: trackers)
  }

  /// The plan's runs, in a folder.
  func records(in folder: String, jobs: Int) async throws -> ExperimentRecords {
    try await runner(in: folder, jobs: jobs).run()
  }
}
