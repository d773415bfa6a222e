import Datasets
import Distillation
import FileFormats
import Foundation

/// How far each of a plan's runs is, as its run folder shows. Nothing is trained, and few files are decoded.
struct RunSurvey: Sendable {
  /// What is tuned, if anything is, and what is judged.
  var stages: [Stage]
  /// How many samples the first seed's parts have.
  let partSizes: [DataPart: Int]

  /// The runs of a stage.
  struct Stage: Sendable {
    let stage: RunStage
    let planned: PlannedRuns
    /// What their files are called, without an ending; nothing while a tuning has yet to choose the runs.
    let names: [String]
    /// How far each run is: ``RunState/done``, ``RunState/failed``, ``RunState/running``, ``RunState/lost`` or
    /// ``RunState/untouched``. What a tuning has yet to choose is untouched.
    var states: [RunState]

    /// The numbers of the runs that nobody is to do so far.
    var missing: [Int] { states.indices.filter { [.lost, .untouched].contains(states[$0]) } }

    /// Whether all are there.
    var isOver: Bool { states.allSatisfy { $0 == .done || $0 == .failed } }
  }

  /// Looks at the runs of an experiment.
  ///
  /// - Parameters:
  ///   - folder: the run folder; it need not be there.
  ///   - jobs: how many files are looked at at a time.
  /// - Throws: `FileError` and others if the plan's data or teacher cannot be had, without which nobody can tell.
  init(
    _ experiment: Experiment, data: ExperimentData, teacher: ReadyTeacher,
    inRunFolder folder: String,
    jobs: Int
  ) async throws {
    let plan = experiment.plan
    let tuning = try experiment.tuningCandidates()
    let seeds = plan.seedValues(count: max(plan.seeds, tuning?.seedCount ?? 0))
    let hashes = try await concurrentMap(seeds, jobs: jobs) {
      try data.parts(seed: $0).parts.sha256
    }
    let files = RunFilesByName(inRunFolder: folder)
    func names(_ planned: PlannedRuns) async throws -> [String] {
      let arms = try ([nil] + planned.arms).map {
        try RunNames($0, teacher: plan.teacher, teacherSHA256: teacher.sha256)
      }
      return try await concurrentMapInPieces(planned.runs, jobs: jobs) { run in
        arms[run.arm.map { $0 + 1 } ?? 0].name(
          seed: planned.seeds[run.seed], dataSHA256: hashes[run.seed])
      }
    }
    func states(_ planned: PlannedRuns, _ names: [String], isFinal: Bool) async throws -> [RunState]
    {
      try await concurrentMapInPieces(Array(zip(planned.runs, names)), jobs: jobs) { run, name in
        let robustness = isFinal ? planned.arm(of: run).flatMap(experiment.robustness) : nil
        return files.state(of: name, robustness: robustness)
      }
    }
    var stages: [Stage] = []
    var outcome: TuningOutcome?
    var isChosen = true
    if let tuning, let planned = try experiment.plannedRuns(.tuning) {
      let names = try await names(planned)
      let stage = Stage(
        stage: .tuning, planned: planned, names: names,
        states: try await states(planned, names, isFinal: false))
      stages.append(stage)
      isChosen = stage.isOver
      if isChosen {
        // Candidates are in the order of the stage's arms.
        var records: [RunIdentity.Arm: [Int: RunRecord]] = [:]
        for (run, name) in zip(planned.runs, names) {
          if let arm = planned.arm(of: run) {
            records[arm, default: [:]][run.seed] = files.record(name)
          }
        }
        outcome = tuning.chosen { arm, seed in records[arm]?[seed] }
      }
    }
    let final = try experiment.plannedRuns(.final, tunedBy: outcome)!
    let finalNames = isChosen ? try await names(final) : []
    stages.append(
      Stage(
        stage: .final, planned: final, names: finalNames,
        states: isChosen
          ? try await states(final, finalNames, isFinal: true)
          : final.runs.map { _ in .untouched }))
    self.stages = stages
    partSizes = try data.partSizes(seed: seeds[0])
  }
}

extension Experiment {
  /// What the trained student of an arm is looked at under in the end, if anything.
  fileprivate func robustness(of arm: RunIdentity.Arm) -> RobustnessPlan? {
    arm.student.hasCircuits ? plan.robustness : nil
  }
}
