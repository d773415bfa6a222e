import ArgumentParser
import Datasets

/// Where the labels are.
struct LabelOption: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where the labels are: a column's name, or its number from 0; the file of another array, or its name in the archive.",
      valueName: "column"))
  var label: TableColumn?
}
