import FileFormats
import HybridModels

/// The runs of a plan that its run folder holds, put together without training anything.
public struct StoredRuns: Sendable {
  /// The runs that are there.
  public let records: ExperimentRecords
  /// Those that are not; `nil` if all are there.
  public let missing: MissingRuns?
  /// What else is odd about the folder, a line each.
  public let remarks: [String]
  /// The plan's data, if they can be had.
  public let data: ExperimentData?
}

extension RunFolder {
  /// Finds the plan's runs among these files.
  ///
  /// A run is known by all that its number depends on. The data are part of that: if they can be had, runs on others do not
  /// count. If they cannot, runs count whatever they are on, as long as that is the same for all runs of a seed. What a
  /// teacher's files said must be the same for all runs; where it is not, the files decide.
  ///
  /// - Parameters:
  ///   - files: what ``readRuns(jobs:)`` gave.
  ///   - jobs: for how many seeds the data are drawn or divided at a time.
  ///   - onnxRuntime: the library that runs ONNX models; `nil` if it is to be looked for.
  /// - Throws: `FileError` if there is no run of the plan, or if nobody can tell which ones are.
  public func find(
    among files: RunFiles, jobs: Int, onnxRuntime: String? = nil
  ) async throws -> StoredRuns {
    let plan = experiment.plan
    let tuning = try experiment.tuningCandidates()
    func planned(_ arm: RunIdentity.Arm?, _ seed: UInt64) -> RunIdentity {
      RunIdentity(seed: seed, dataSHA256: "", teacher: plan.teacher, arm: arm)
    }
    var wanted: [RunIdentity: RunIdentity.Arm?] = [:]
    func want(_ arm: RunIdentity.Arm?, seeds: Int) {
      for seed in plan.seedValues(count: seeds) {
        wanted.updateValue(arm, forKey: planned(arm, seed).content)
      }
    }
    want(nil, seeds: plan.seeds)
    for candidate in tuning?.arms.flatMap(\.candidates) ?? [] {
      want(candidate.arm, seeds: max(plan.seeds, candidate.seedCount))
    }
    for arm in experiment.runArms { want(arm, seeds: plan.seeds) }
    var candidates = Candidates(
      files.records.compactMap { run in wanted[run.identity.planned].map(run.called) })
    let isEmpty = candidates.runs.isEmpty
    candidates.removeWrongSizes(experiment, in: files.folder)
    let data = isEmpty ? nil : try await candidates.settleData(of: plan, files.folder, jobs: jobs)
    try candidates.settleTeacher(of: plan, data, files.folder, onnxRuntime: onnxRuntime)
    guard !candidates.runs.isEmpty else {
      throw FileError(
        badContentsOf: files.folder,
        reason: (["no run of the plan is there"] + files.versionRemarks + candidates.remarks)
          .joined(separator: "; ") + "; to make them: \(remedy)")
    }
    let runs = Dictionary(
      uniqueKeysWithValues: candidates.runs.map { ($0.identity.planned, $0) })
    func found(_ arm: RunIdentity.Arm?) -> [RunRecord] {
      plan.seedValues.compactMap { runs[planned(arm, $0).content]?.called(arm) }
    }
    let seeds = plan.seedValues(count: max(plan.seeds, tuning?.seedCount ?? 0))
    let outcome = tuning?.chosen { arm, seed in runs[planned(arm, seeds[seed]).content] }
    let arms = experiment.tuned(by: outcome).runArms
    let records = ExperimentRecords(
      teachers: found(nil),
      arms: arms.map {
        ArmRecords(student: $0.student.name, objective: $0.objective.name, runs: found($0))
      },
      tuning: outcome)
    return StoredRuns(
      records: records, missing: MissingRuns(records, of: plan, remedy: remedy),
      remarks: candidates.remarks + [outcome?.missingRemark].compactMap { $0 }, data: data)
  }
}

/// Runs that may be those of a plan.
private struct Candidates {
  private(set) var runs: [RunRecord]
  private(set) var remarks: [String] = []

  init(_ runs: [RunRecord]) {
    self.runs = runs
  }

  /// Leaves out runs of a model of another size, which `run` would compute again.
  mutating func removeWrongSizes(_ experiment: Experiment, in folder: String) {
    let teacherSize = experiment.teacherNetworks.reduce(0) { $0 + $1.parameterCount }
    runs.removeAll { run in
      guard let count = run.trained?.parameters.count else { return false }
      let size =
        run.identity.arm.map { experiment.model(of: $0.student).parameterCount } ?? teacherSize
      if count == size { return false }
      let name = (try? run.identity.hash()).map { "\($0).json" } ?? "a run"
      remarks.append(
        "\(folder)/\(name): it has \(count) parameters, and the plan's model \(size); it is left alone"
      )
      return true
    }
  }

  /// Leaves out runs on other data than the plan's, if those can be had.
  ///
  /// - Returns: the data, if they can be had.
  mutating func settleData(
    of plan: ExperimentPlan, _ folder: String, jobs: Int
  ) async throws -> ExperimentData? {
    let seeds = Set(runs.map(\.identity.seed)).sorted()
    do {
      let data = try plan.data.load()
      let hashes = try await concurrentMap(seeds, jobs: jobs) {
        try data.parts(seed: $0).parts.sha256
      }
      let known = Dictionary(uniqueKeysWithValues: zip(seeds, hashes))
      let count = runs.count
      runs.removeAll { $0.identity.dataSHA256 != known[$0.identity.seed] }
      if runs.count < count {
        remarks.append(
          "\(count - runs.count) runs there are on other data than the plan says now, and are left alone"
        )
      }
      return data
    } catch {
      let runsBySeed = Dictionary(grouping: runs, by: \.identity.seed)
      for seed in seeds {
        let hashes = Set(runsBySeed[seed]!.map(\.identity.dataSHA256))
        guard hashes.count > 1 else { continue }
        throw FileError(
          badContentsOf: folder,
          reason:
            "the runs of seed \(seed) are on \(hashes.count) different data; which are the plan's "
            + "can only be told with the data: \(error)")
      }
      remarks.append("runs count whatever data they are on, as there are none to compare: \(error)")
      return nil
    }
  }

  /// Leaves out runs with other teachers in files than the plan's, if there are several.
  mutating func settleTeacher(
    of plan: ExperimentPlan, _ data: ExperimentData?, _ folder: String, onnxRuntime: String?
  ) throws {
    let hashes = Set(runs.map(\.identity.teacherSHA256))
    guard hashes.count > 1 else { return }
    func problem(_ reason: String) -> FileError {
      FileError(
        badContentsOf: folder,
        reason:
          "its runs have had \(hashes.count) different teachers in the plan's files; which is meant can "
          + "only be told with \(reason)")
    }
    guard let data else { throw problem("the data and those files") }
    let hash: String?
    do { hash = try plan.loadTeacher(of: data, onnxRuntime: onnxRuntime).sha256 } catch {
      throw problem("those files: \(error)")
    }
    let count = runs.count
    runs.removeAll { $0.identity.teacherSHA256 != hash }
    remarks.append(
      "\(count - runs.count) runs there had another teacher than is in the plan's files now, and are left alone"
    )
  }
}

extension RunIdentity {
  /// The same run, without what only data and files can tell, and without names.
  fileprivate var planned: RunIdentity {
    RunIdentity(version: version, seed: seed, dataSHA256: "", teacher: teacher, arm: arm).content
  }
}

extension RunRecord {
  /// The same run with the names of a plan's arm.
  fileprivate func called(_ arm: RunIdentity.Arm?) -> RunRecord {
    var record = self
    record.identity.arm = arm
    return record
  }
}

extension RunFiles {
  /// Which other versions of the package have left runs here.
  fileprivate var versionRemarks: [String] {
    otherVersions.sorted { $0.key < $1.key }.map {
      "qdistill \($0.key) has left some (\($0.value)), but this is \(Provenance.packageVersion)"
    }
  }
}
