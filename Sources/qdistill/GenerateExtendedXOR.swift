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

  @Option(parsing: .unconditional, help: "The seed of the random numbers.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Which part of the seed's data: what `reproduce` draws for it, given the same --per-blob.",
      valueName: "part"))
  var part = DataPart.student

  @OptionGroup var output: OutputOption

  @Flag(help: "No messages on standard error; only errors are written there anyway.")
  var quiet = false

  func run() throws {
    let dataset: Dataset
    do throws(DatasetError) {
      let generator = try ExtendedXOR(
        grid: grid, classCount: classes, sigma: sigma, dimension: dimension)
      dataset = try generator.sample(part, perBlob: perBlob, seed: seed)
    } catch {
      // What is wrong came from the command line.
      throw ValidationError("--\(error)")
    }
    try output.write(dataset.csv)
  }
}

extension DataPart: ExpressibleByArgument {}
