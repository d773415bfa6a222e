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
    let tuning = try experiment.tuningCandidates()
    let seeds = experiment.plan.seedValues(
      count: max(experiment.plan.seeds, tuning?.seedCount ?? 0))
    let surveyor = Surveyor(
      experiment: experiment, teacherSHA256: teacher.sha256,
      dataSHA256: try await concurrentMap(seeds, jobs: jobs) {
        try data.parts(seed: $0).parts.sha256
      }, files: RunFilesByName(inRunFolder: folder), jobs: jobs)
    stages = []
    var outcome: TuningOutcome?
    var isChosen = true
    if let tuning, let planned = try experiment.plannedRuns(.tuning) {
      let stage = try await surveyor.look(at: planned, .tuning)
      stages.append(stage)
      isChosen = stage.isOver
      if isChosen { outcome = surveyor.outcome(of: tuning, stage) }
    }
    let final = try experiment.plannedRuns(.final, tunedBy: outcome)!
    stages.append(
      isChosen
        ? try await surveyor.look(at: final, .final)
        : Stage(
          stage: .final, planned: final, names: [], states: final.runs.map { _ in .untouched }))
    partSizes = try data.partSizes(seed: seeds[0])
  }
}

/// Looks at the runs of an experiment in a folder.
private struct Surveyor: Sendable {
  let experiment: Experiment
  let teacherSHA256: String?
  /// Of each seed's data.
  let dataSHA256: [String]
  let files: RunFilesByName
  /// How many files are looked at at a time.
  let jobs: Int

  func look(at planned: PlannedRuns, _ stage: RunStage) async throws -> RunSurvey.Stage {
    let names = try await names(of: planned)
    let states = try await concurrentMapInPieces(Array(zip(planned.runs, names)), jobs: jobs) {
      run, name in
      let robustness =
        stage == .final ? planned.arm(of: run).flatMap(experiment.robustness) : nil
      return files.state(of: name, robustness: robustness)
    }
    return RunSurvey.Stage(stage: stage, planned: planned, names: names, states: states)
  }

  private func names(of planned: PlannedRuns) async throws -> [String] {
    let arms = try ([nil] + planned.arms).map {
      try RunNames($0, teacher: experiment.plan.teacher, teacherSHA256: teacherSHA256)
    }
    return try await concurrentMapInPieces(planned.runs, jobs: jobs) { run in
      arms[run.arm.map { $0 + 1 } ?? 0].name(
        seed: planned.seeds[run.seed], dataSHA256: dataSHA256[run.seed])
    }
  }

  /// What a tuning chooses whose runs are all there.
  func outcome(of tuning: TuningCandidates, _ stage: RunSurvey.Stage) -> TuningOutcome {
    // Candidates are in the order of the stage's arms.
    var records: [RunIdentity.Arm: [Int: RunRecord]] = [:]
    for (run, name) in zip(stage.planned.runs, stage.names) {
      if let arm = stage.planned.arm(of: run) {
        records[arm, default: [:]][run.seed] = files.record(name)
      }
    }
    return tuning.chosen { arm, seed in records[arm]?[seed] }
  }
}

extension Experiment {
  /// What the trained student of an arm is looked at under in the end, if anything.
  fileprivate func robustness(of arm: RunIdentity.Arm) -> RobustnessPlan? {
    arm.student.hasCircuits ? plan.robustness : nil
  }
}
