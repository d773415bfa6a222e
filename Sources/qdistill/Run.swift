import ArgumentParser
import Experiments

/// `qdistill run`: any experiment.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the experiment that a plan describes, and report what it shows.",
    usage: "qdistill run <plan.yaml> [--set <path.to.key=value>]... [--variant <name>] [<options>]",
    discussion: """
      Prints a table; writes report.html (and report.md, report.tex), figures/ (SVG and CSV), plan.yaml (the plan \
      with every default), results.json, results.csv, the best students (students/) and one file for each finished run. A run that was \
      interrupted goes on where it stopped \
      when given the same --out; so does a plan that has become longer. Several processes with the same --out \
      share the work. run.log says what happened when.

      Examples:
        qdistill run Examples/extended-xor.yaml
        qdistill run plan.yaml --set seeds=5 --set training.epochs=200 --out quick
        qdistill run plan.yaml --engine slurm --partition long --max-tasks 50
        qdistill run plan.yaml --set 'objectives.distilled[1].logits.temperature=4' --json -
      """)

  @OptionGroup var plan: PlanOptions
  @OptionGroup var options: RunOptions
  @OptionGroup var engine: EngineOptions

  func run() async throws {
    // All are checked before the first is run.
    let experiments = try plan.files().map { try $0.experiment() }
    if experiments.count > 1, options.report.json != nil {
      throw ValidationError(
        "--json is for one experiment, and this plan has \(experiments.count) variants: "
          + "choose one with --variant")
    }
    if engine.engine == .slurm, options.report.json != nil {
      throw ValidationError("--json is for results, which the cluster will write: leave it out")
    }
    let lost = LostTrackers()
    for experiment in experiments {
      let subfolder = experiments.count > 1 ? experiment.plan.name : nil
      switch engine.engine {
      case .local:
        try await options.run(
          experiment, subfolder: subfolder, workers: engine.workers, lost: lost,
          onnxRuntime: plan.onnxRuntime.path)
      case .slurm:
        try await options.submit(
          experiment, subfolder: subfolder, to: engine, onnxRuntime: plan.onnxRuntime.path)
      }
    }
  }
}
