import Experiments
import FileFormats
import Foundation
import Interchange

extension RunOptions {
  /// Gives what an experiment lacks to a cluster, or shows what it would be given.
  ///
  /// - Parameter subfolder: as for a run that is computed here.
  func submit(
    _ experiment: Experiment, subfolder: String? = nil, to options: EngineOptions,
    onnxRuntime: String? = nil
  ) async throws {
    let plan = experiment.plan
    let folder = folder(of: plan, subfolder: subfolder)
    let engine = SlurmEngine(
      try options.settings(of: plan), executable: CommandPath.executable,
      taskArguments: workArguments(onnxRuntime: onnxRuntime),
      reportArguments: ONNXRuntimeOption.arguments(onnxRuntime)
        + trackers.arguments(subfolder: subfolder))
    let (data, teacher) = try plan.load(onnxRuntime: onnxRuntime)
    try experiment.check(teacher)
    if !options.dryRun {
      _ = try RunStore(inRunFolder: folder)
      try report.checkWritable(in: folder)
      announceReplacement(in: folder, by: plan)
    }
    guard
      let job = try await engine.job(
        experiment, data: data, teacher: teacher, runFolder: folder, jobs: work.jobCount)
    else {
      try StandardStreams.writeOutput(
        "\(plan.name): nothing to submit: every run is in \(folder), or in a task that waits or runs there\n"
      )
      return
    }
    if options.dryRun {
      let texts = job.scripts.map { "# \(job.folder)/\($0.name)\n\($0.text)" }
      try StandardStreams.writeOutput(texts.joined(separator: "\n"))
      return
    }
    try OutputFile.write(try plan.yaml(), to: "\(folder)/plan.yaml")
    let (submission, place) = try engine.submit(job, of: plan)
    let arrays = submission.arrays.map { "\($0.job ?? "?") (\($0.tasks) tasks, \($0.runs) runs)" }
    try StandardStreams.writeOutput(
      """
      \(plan.name): submitted \(arrays.joined(separator: ", then ")), then the report: \(submission.reportJob ?? "?")
      scripts:  \(place)
      longest:  about \(Int((job.longestTask / 60).rounded(.up))) min a task, within a factor of two or three
      status:   qdistill status \(folder)

      """)
  }
}
