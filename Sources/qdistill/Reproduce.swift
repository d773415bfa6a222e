import Arithmetic
import ArgumentParser
import Experiments

/// `qdistill reproduce`: the paper's experiment.
struct Reproduce: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the paper's experiment, with its controls, and report what it shows.",
    usage: "qdistill reproduce [--quick] [<options>]",
    discussion: """
      A teacher of 1,251 parameters is distilled into classical and hybrid students of 74 to 195 \
      parameters, which also learn without it, from the same start: is a distilled student better, and \
      is a hybrid one better than a classical one? Our reading of "Quantum Enhanced Knowledge \
      Distillation" (2024).

      Prints a table; writes report.html (and report.md, report.tex), figures/ (SVG and CSV), plan.yaml, \
      results.json, results.csv, the best students (students/) and one file for each finished run. A \
      run that was interrupted goes on where it stopped when given the same --out. The plan is \
      Examples/extended-xor.yaml; `qdistill run` takes one of your own.

      Examples:
        qdistill reproduce
        qdistill reproduce --quick --out /tmp/quick
        qdistill reproduce --first-seed 1000 --out others --json others.json
      """)

  @Option(parsing: .unconditional, help: "How many seeds. (default: 30)")
  var seeds: Int?

  @Option(parsing: .unconditional, help: "The first seed; the others follow it.")
  var firstSeed = 0

  @Option(help: "The precision of the passes, single or double.")
  var precision = Precision.single

  @Flag(help: "5 seeds.")
  var quick = false

  @OptionGroup var options: RunOptions

  func validate() throws {
    if quick && seeds != nil {
      throw ValidationError("--quick means 5 seeds: give either --quick or --seeds")
    }
    if let seeds, !(1...ExperimentPlan.seedLimit).contains(seeds) {
      throw ValidationError("--seeds \(seeds): it must be 1 to \(ExperimentPlan.seedLimit)")
    }
    if !(0...Int.max - ExperimentPlan.seedLimit).contains(firstSeed) {
      throw ValidationError(
        "--first-seed \(firstSeed): it must be 0 to \(Int.max - ExperimentPlan.seedLimit)")
    }
  }

  func run() async throws {
    var plan = ExperimentPlan.extendedXOR
    plan.seeds = seeds ?? (quick ? 5 : plan.seeds)
    plan.firstSeed = firstSeed
    plan.precision = precision
    try await options.run(try Experiment(plan))
  }
}

extension Precision: ExpressibleByArgument {}
