import Arithmetic
import ArgumentParser
import Experiments

/// The command `qdistill`.
@main
struct QDistill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qdistill",
    abstract: "Distil a classical teacher into compact hybrid quantum-classical students.",
    discussion: """
      Examples:
        qdistill reproduce --quick
        qdistill run plan.yaml --set seeds=10
        qdistill data generate extended-xor --out xor.csv

      Results go to standard output, progress to standard error. Exit status: 0 done, 64 usage, 65 bad \
      data, 66 no such input, 73 cannot write, 130 interrupted, 1 anything else.
      """,
    version: "qdistill \(Provenance.packageVersion)",
    subcommands: [
      Init.self, Reproduce.self, Run.self, Check.self, Status.self, Work.self, Report.self,
      Compress.self,
      Info.self, Predict.self,
      Evaluate.self, Robustness.self, Estimate.self, Draw.self, Export.self, DataCommand.self,
      Bench.self,
    ])

  static func main() async {
    StandardStreams.prepare()
    do {
      // What the environment asks for, before anything is computed with it.
      _ = try InstructionSet.chosen()
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      fail(error)
    }
  }
}
