import ArgumentParser
import Experiments

/// `qdistill init`: a plan to start from.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a plan to start from, for data of your own.",
    usage: "qdistill init [<data> --label <column>] [<options>]",
    discussion: """
      Prints a plan with comments: a network as the teacher, a classical and a hybrid student, each trained with \
      the teacher and without. What `qdistill data describe` has to remark on the data stands above them. \
      Without data it is the plan of `qdistill reproduce`.

      Examples:
        qdistill init wine.csv --label class > wine.yaml
        qdistill init digits.npz --features x --label y > digits.yaml
        qdistill init > extended-xor.yaml
      """)

  @Argument(
    help: ArgumentHelp(
      "Comma-separated values, a NumPy array (.npy) or archive (.npz), or IDX (MNIST); all but archives also as .gz.",
      valueName: "data"))
  var data: String?

  @OptionGroup var format: SampleFormatOptions
  @OptionGroup var labels: LabelOption

  func run() throws {
    guard let data else {
      let isBare =
        labels.label == nil && format.id == nil && format.features == nil
        && format.separator == nil && !format.noHeader
      guard isBare else { throw ValidationError("options are for data: name their file, too") }
      return try StandardStreams.writeOutput(PlanFile.extendedXORText)
    }
    guard data != "-" else {
      throw ValidationError("a plan needs a file that it can read again, not standard input")
    }
    let source = try format.source(data, label: labels.label)
    try StandardStreams.writeOutput(source.describe().starterPlan())
  }
}
