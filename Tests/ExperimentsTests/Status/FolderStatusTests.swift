import FileFormats
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite struct FolderStatusTests {
  private let work: RunFolderWork
  private let plan = smallPlan(seeds: 2)
  private var folder: String { "\(work.folder.path)/folder" }

  init() throws {
    work = try RunFolderWork()
  }

  private func status(
    _ submissions: [(folder: String, submission: SlurmSubmission)] = [], _ queue: SlurmQueue? = nil
  ) async throws -> FolderStatus {
    let experiment = try Experiment(plan)
    let data = try plan.data.load()
    let survey = try await RunSurvey(
      experiment, data: data, teacher: try plan.teacher.load(plan.data, data),
      inRunFolder: folder, jobs: 2)
    return FolderStatus(
      experiment, survey, submissions, queue, remarks: [], inRunFolder: folder)
  }

  private func counts(_ counts: [RunState: Int]) -> RunCounts {
    var result = RunCounts()
    for (state, count) in counts { result[state] = count }
    return result
  }

  @Test func runsAreKnownByTheirFiles() async throws {
    #expect(try await status().runs == counts([.untouched: 10]))
    let records = try await work.run(plan, in: "folder").records
    let all = try await status()
    #expect(all.runs == counts([.done: 10]))
    #expect(
      all.arms.map { [$0.student, $0.objective].compactMap { $0 }.joined(separator: " ") }
        == [
          "", "classical-195 labels", "classical-195 distilled", "hybrid-74 labels",
          "hybrid-74 distilled",
        ])
    #expect(all.arms.allSatisfy { $0.runs == counts([.done: 2]) })

    // One is at work, one was killed, one was kept half-way, one is torn, one has failed.
    func path(_ arm: Int, _ seed: Int) throws -> String {
      "\(folder)/runs/\(try records.arms[arm].runs[seed].identity.hash())"
    }
    for place in [(0, 0), (0, 1), (1, 0)] {
      try FileManager.default.removeItem(atPath: "\(try path(place.0, place.1)).json")
    }
    let claim = try FileClaim(to: "\(try path(0, 0)).json", waits: false)
    try Data().write(to: URL(filePath: "\(try path(0, 1)).json.claim"))
    try Data().write(to: URL(filePath: "\(try path(1, 0)).avx512.checkpoint"))
    try Data("{\"identity\":{".utf8).write(to: URL(filePath: "\(try path(1, 1)).json"))
    let failed = records.arms[2].runs[1]
    try RunStore(inRunFolder: "\(work.folder.path)/other").save(
      RunRecord(
        identity: failed.identity, outcome: .failed(reason: "it \"outcome\" burst"),
        machine: failed.machine, seconds: 1))
    try FileManager.default.removeItem(atPath: "\(try path(2, 1)).json")
    try FileManager.default.moveItem(
      atPath: "\(work.folder.path)/other/runs/\(try failed.identity.hash()).json",
      toPath: "\(try path(2, 1)).json")
    let some = try await status()
    #expect(
      some.runs == counts([.done: 5, .running: 1, .lost: 2, .untouched: 1, .failed: 1]))
    #expect(
      some.failures == [
        FolderStatus.Failure(
          student: "hybrid-74", objective: "labels", seed: 1, reason: "it \"outcome\" burst")
      ])
    claim?.release()
    let json = try JSONEncoder().encode(some)
    #expect(try JSONDecoder().decode(FolderStatus.self, from: json) == some)
  }

  /// A run that was never looked at under the plan's noise is not done.
  @Test func robustnessIsPartOfARun() async throws {
    _ = try await work.run(plan, in: "folder")
    var noisy = plan
    noisy.robustness = RobustnessPlan(
      noise: .numbers(NoiseNumbers([.depolarizing: 0.05])), strengths: [0, 1], shots: [5])
    let data = try noisy.data.load()
    func missing() async throws -> [Int] {
      try await RunSurvey(
        try Experiment(noisy), data: data, teacher: try noisy.teacher.load(noisy.data, data),
        inRunFolder: folder, jobs: 1
      ).stages[0].missing
    }
    // The hybrid student's arms, of both seeds.
    #expect(try await missing() == [3, 4, 8, 9])
    _ = try await work.run(noisy, in: "folder")
    #expect(try await missing() == [])
  }

  @Test func tasksSayWhatWaitsAndWhatIsLost() async throws {
    let place = "\(folder)/slurm/1"
    try OutputFile.makeFolder(place)
    try OutputFile.write("0-2\n3-5\n6\n", to: "\(place)/final.tasks")
    var submission = SlurmSubmission(
      arrays: [.init(stage: .final, tasks: 3, runs: 7, job: "12")])
    submission.reportJob = "13"
    try submission.write(to: place)
    try OutputFile.write(try plan.yaml(), to: "\(place)/plan.yaml")
    let found = SlurmSubmission.all(of: plan, inRunFolder: folder)
    #expect(found.count == 1 && found[0].submission == submission)
    let queue = SlurmQueue(
      states: SlurmQueue.states(in: "12_0|RUNNING\n12_1|PENDING\n13|PENDING\n"))
    let status = try await status(found, queue)
    #expect(status.runs == counts([.waiting: 6, .lost: 1, .untouched: 3]))
    #expect(
      status.submissions.map { [$0.pending, $0.running, $0.over] } == [[1, 1, 1], [1, 0, 0]])
    // With more seeds runs have the same numbers, of another plan they have others.
    var longer = plan
    longer.seeds = 100
    #expect(SlurmSubmission.all(of: longer, inRunFolder: folder).count == 1)
    longer.students.swapAt(0, 1)
    #expect(SlurmSubmission.all(of: longer, inRunFolder: folder).isEmpty)
    #expect(SlurmSubmission.runFolder(of: place) == folder)
    // Nobody knows, so none is given away a second time.
    #expect(try await self.status(found, nil).runs == counts([.waiting: 7, .untouched: 3]))
  }
}
