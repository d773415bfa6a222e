import ArgumentParser
import Experiments

/// Which saved student.
struct ModelArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A saved student: the folder of model.json and parameters.safetensors.", valueName: "model"))
  var model: String

  /// Reads the student.
  func student() throws -> SavedStudent {
    guard !model.isEmpty else {
      throw ValidationError("the student's folder needs a name, not \"\"")
    }
    return try SavedStudent(contentsOf: model)
  }
}
