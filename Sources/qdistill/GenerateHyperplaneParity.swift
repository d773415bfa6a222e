import ArgumentParser
import Datasets

/// `qdistill data generate hyperplane-parity`
struct GenerateHyperplaneParity: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hyperplane-parity",
    abstract: "Points whose class is the parity of the hyperplanes that they lie above.",
    usage: "qdistill data generate hyperplane-parity [<options>]",
    discussion: """
      After Bowles, Ahmed and Schuld (2024): no one hyperplane tells anything of the class, all are needed. \
      Writes CSV with the columns x0, x1, ... and label, a row for each sample, class 0 before class 1. The \
      hyperplanes depend on --task alone, and are the same for all seeds and parts.

      Examples:
        qdistill data generate hyperplane-parity --out parity.csv
        qdistill data generate hyperplane-parity --hyperplanes 1 --out easy.csv
        qdistill data generate hyperplane-parity --part test --per-class 500 --seed 3
      """)

  @Option(parsing: .unconditional, help: "How many features a sample has.")
  var dimension = 10

  @Option(parsing: .unconditional, help: "How many hyperplanes there are.")
  var hyperplanes = 5

  @Option(parsing: .unconditional, help: "The dimension of the space that they are in.")
  var subspaceDimension = 3

  @Option(parsing: .unconditional, help: "The number that the hyperplanes are drawn from.")
  var task: UInt64 = 0

  @Option(parsing: .unconditional, help: "How many samples each class has.")
  var perClass = 100

  @OptionGroup var options: GenerateOptions

  func run() throws {
    try options.write { part, seed throws(DatasetError) in
      try HyperplaneParity(
        dimension: dimension, hyperplaneCount: hyperplanes, subspaceDimension: subspaceDimension,
        task: task
      ).sample(part, perClass: perClass, seed: seed)
    }
  }
}
