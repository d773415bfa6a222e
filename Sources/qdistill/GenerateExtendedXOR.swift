import ArgumentParser
import Datasets

/// `qdistill data generate extended-xor`
struct GenerateExtendedXOR: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extended-xor",
    abstract: "Gaussian blobs on a grid whose classes alternate along every axis.",
    usage: "qdistill data generate extended-xor [<options>]",
    discussion: """
      Blob (i, j, ...) has the class (i + j + ...) mod classes. Writes CSV with the columns x0, x1, ... \
      and label, a row for each sample, blob by blob. With --grid 2 --classes 2 it is XOR.

      Examples:
        qdistill data generate extended-xor --out xor.csv
        qdistill data generate extended-xor --dimension 3 --out cube.csv
        qdistill data generate extended-xor --part test --per-blob 100 --seed 3
      """)

  @Option(parsing: .unconditional, help: "How many blobs there are along an axis.")
  var grid = 4

  @Option(parsing: .unconditional, help: "How many classes there are.")
  var classes = 3

  @Option(parsing: .unconditional, help: "How far a blob scatters, in units of the grid's spacing.")
  var sigma = 0.3

  @Option(parsing: .unconditional, help: "How many features a sample has.")
  var dimension = 2

  @Option(parsing: .unconditional, help: "How many samples each blob has.")
  var perBlob = 5

  @OptionGroup var options: GenerateOptions

  func run() throws {
    try options.write { part, seed throws(DatasetError) in
      try ExtendedXOR(grid: grid, classCount: classes, sigma: sigma, dimension: dimension)
        .sample(part, perBlob: perBlob, seed: seed)
    }
  }
}
