import ArgumentParser
import Datasets

/// Where the labels are.
struct LabelOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where the labels are: \(columnHelp)", valueName: "column"))
  var label: TableColumn?
}
