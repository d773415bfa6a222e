import TestSupport
import Testing

@testable import Experiments

@Suite struct SlurmEngineTests {
  /// A stage of which only some runs are missing.
  private func stage(_ missing: Set<Int>) throws -> RunSurvey.Stage {
    let planned = try #require(try Experiment(smallPlan(seeds: 20)).plannedRuns(.final))
    return RunSurvey.Stage(
      stage: .final, planned: planned, names: [],
      states: planned.runs.indices.map { missing.contains($0) ? .untouched : .done })
  }

  @Test(
    arguments: [
      (0.0, 1000, 100), (0.5, 1000, 100), (10, 1000, 10), (10, 4, 4), (33, 1000, 3), (1000, 5, 1),
    ])
  func tasksAreNotTooShort(leastSeconds: Double, mostTasks: Int, count: Int) throws {
    let (shares, longest) = try stage(Set(0..<100)).divided(
      leastSeconds: leastSeconds, mostTasks: mostTasks
    ) { _ in 1 }
    #expect(shares.count == count)
    #expect(shares.flatMap { $0.numbers(below: 100) } == Array(0..<100))
    let sizes = shares.map { $0.numbers(below: 100).count }
    #expect(sizes.min()! >= Int(leastSeconds) || count == 1)
    #expect(longest == Double(sizes.max()!) && sizes.max()! - sizes.min()! <= 1)
  }

  /// Runs of very different length: no task is much longer than it must be.
  @Test func timesAreBalanced() throws {
    let missing = Set((0..<100).filter { $0 % 7 != 0 })
    let (shares, longest) = try stage(missing).divided(leastSeconds: 50, mostTasks: 1000) {
      $0 == 3 ? 20 : 1
    }
    #expect(shares.flatMap { $0.numbers(below: 100) } == missing.sorted())
    #expect(shares.count > 3 && longest < 50 + 2 * 20)
  }

  @Test func scriptsSayWhatIsWanted() {
    let scripts = SlurmScripts(
      settings: SlurmSettings(
        partition: "long", account: "us", time: "1:30:00", memory: "2G", cpus: 4, maxTasks: 7,
        options: ["--qos=low"], setup: ["module load swift"]),
      name: "xor", runFolder: "/data/it's 5%/xor", folder: "/data/it's 5%/xor/slurm/2",
      executable: "/opt/qdistill", taskArguments: ["--onnxruntime", "/lib/o.so"],
      reportArguments: ["--mlflow", "http://h:5000"])
    #expect(
      scripts.array(.final, taskCount: 12) == #"""
        #!/bin/sh
        #SBATCH --job-name="qdistill xor"
        #SBATCH --array=0-11%7
        #SBATCH --cpus-per-task=4
        #SBATCH --requeue
        #SBATCH --open-mode=append
        #SBATCH --output="/data/it's 5%%/xor/slurm/2/final-%a.log"
        #SBATCH --mem=2G
        #SBATCH --partition=long
        #SBATCH --account=us
        #SBATCH --time=1:30:00
        #SBATCH --qos=low
        module load swift
        exec '/opt/qdistill' work '/data/it'\''s 5%/xor/slurm/2' --stage final --task "$SLURM_ARRAY_TASK_ID" --jobs 4 '--onnxruntime' '/lib/o.so'

        """#)
    #expect(
      scripts.report.hasSuffix(
        "exec '/opt/qdistill' report '/data/it'\\''s 5%/xor' '--mlflow' 'http://h:5000'\n"))
  }

  @Test(
    arguments: [
      ("{cpus: 0}", "slurm.cpus: 0"), ("{maxTasks: 0}", "slurm.maxTasks"),
      ("{taskMinutes: -1}", "slurm.taskMinutes"), ("{partition: \"a b\"}", "slurm.partition"),
      ("{options: [qos]}", "options of sbatch"), ("{partitions: x}", "did you mean partition?"),
    ])
  func wrongWishesAreNamed(wishes: String, words: String) throws {
    let yaml = try smallPlan().yaml() + "slurm: \(wishes)\n"
    let error = #expect(throws: PlanError.self) {
      try PlanFile(yaml: yaml, name: "plan.yaml").experiment()
    }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test func wishesArePartOfAPlan() throws {
    let yaml =
      try smallPlan().yaml()
      + "slurm: {partition: long, time: 90, memory: 2G, cpus: 4, maxTasks: 7, setup: [\"module load x\"]}\n"
    let plan = try PlanFile(yaml: yaml, name: "plan.yaml").plan()
    #expect(
      plan.slurm
        == SlurmSettings(
          partition: "long", time: "90", memory: "2G", cpus: 4, maxTasks: 7,
          setup: ["module load x"]))
    #expect(try PlanFile(yaml: try plan.yaml(), name: "again").plan() == plan)
  }

  @Test func queuesAreRead() {
    let queue = SlurmQueue(
      states: SlurmQueue.states(
        in: "7_0|RUNNING\n7_1|COMPLETING\n7_2|PENDING\n7_3|FAILED\n8|CONFIGURING\nnonsense\n"))
    #expect(queue["7", 0] == .running && queue["7", 1] == .running && queue["7", 2] == .pending)
    #expect(queue["7", 3] == nil && queue["7", 4] == nil && queue["8"] == .pending)
  }
}
