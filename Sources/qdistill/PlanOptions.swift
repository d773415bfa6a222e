import ArgumentParser
import Experiments

/// Which plan, and what is changed in it.
struct PlanOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The plan's file; \"-\" is standard input.", valueName: "plan.yaml"))
  var plan: String

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Change a value of the plan; may be given again and again.",
      valueName: "path.to.key=value"))
  var assignments: [String] = []

  @OptionGroup var onnxRuntime: ONNXRuntimeOption

  @Option(
    help: ArgumentHelp(
      "Of a plan with variants only this one. (default: all, one after another)", valueName: "name")
  )
  var variant: String?

  /// The plan's file with the changes: one for each of its variants, or for the one that was asked for.
  func files() throws -> [PlanFile] {
    guard !plan.isEmpty else { throw ValidationError("the plan's file needs a name, not \"\"") }
    var file = try PlanFile(contentsOf: plan)
    for assignment in assignments { try file.set(assignment) }
    if let variant { return [try file.variant(named: variant)] }
    return try file.variants()
  }
}
