import ArgumentParser
import Experiments

/// How often a long run is kept.
struct CheckpointOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "A run that takes longer than this is kept as far as it has come, so often.",
      valueName: "seconds"))
  var checkpointEvery = ExperimentRunner.usualCheckpointSeconds

  func validate() throws {
    guard checkpointEvery >= 0, checkpointEvery <= 1e9 else {
      throw ValidationError("--checkpoint-every \(checkpointEvery): from 0 to 1000000000 seconds")
    }
  }

  /// How long a run goes on between two checkpoints.
  var interval: Duration { .seconds(checkpointEvery) }

  /// The same wish as another command is told it.
  var arguments: [String] {
    checkpointEvery == ExperimentRunner.usualCheckpointSeconds
      ? [] : ["--checkpoint-every", "\(checkpointEvery)"]
  }
}
