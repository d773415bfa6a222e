import ArgumentParser
import Datasets

/// Which of a generator's samples, and where they go.
struct GenerateOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The seed of the random numbers.")
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Which part of the seed's data: what a plan with these settings draws for it.",
      valueName: "part"))
  var part = DataPart.student

  @OptionGroup var output: OutputOption

  @Flag(help: "No messages on standard error; only errors are written there anyway.")
  var quiet = false

  /// Writes what `sample` draws.
  func write(
    _ sample: (_ part: DataPart, _ seed: UInt64) throws(DatasetError) -> Dataset
  ) throws {
    let dataset: Dataset
    do throws(DatasetError) {
      dataset = try sample(part, seed)
    } catch {
      // What is wrong came from the command line.
      throw ValidationError(error.asOption)
    }
    try output.write(dataset.csv)
  }
}

extension DatasetError {
  /// The error in one line, settings called as options are.
  fileprivate var asOption: String {
    guard case .invalidSetting(let name, let value, let allowed) = self else { return "\(self)" }
    let option = "--" + name.replacing(" ", with: "-")
    return "\(DatasetError.invalidSetting(option, value, allowed))"
  }
}

extension DataPart: ExpressibleByArgument {}
