import ArgumentParser
import Datasets
import FileFormats

/// Which table of samples, and how it is written.
struct SampleOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Comma-separated values; \"-\" is standard input.", valueName: "data"))
  var data: String

  @Flag(help: "The first line is a sample, too, not the columns' names.")
  var noHeader = false

  @Option(
    help: ArgumentHelp(
      "What stands between two fields.", valueName: "name"))
  var separator = SeparatorName.comma

  /// Opens the table.
  func open(_ columns: SampleColumns, classes: [String] = []) throws -> SampleReader {
    guard !data.isEmpty else { throw ValidationError("the data's file needs a name, not \"\"") }
    return try SampleReader(
      data, separator: separator.separator, hasHeader: !noHeader, columns: columns, classes: classes
    )
  }
}

/// The name of a separator.
enum SeparatorName: String, ExpressibleByArgument, CaseIterable {
  case comma, semicolon, tab

  /// By the name, or the character itself.
  init?(argument: String) {
    let named = Self.allCases.first { String($0.separator.rawValue) == argument }
    guard let name = SeparatorName(rawValue: argument) ?? named else { return nil }
    self = name
  }

  /// The separator.
  var separator: CSV.Separator {
    switch self {
    case .comma: .comma
    case .semicolon: .semicolon
    case .tab: .tab
    }
  }
}

extension TableColumn: ExpressibleByArgument {
  /// A number from 0, or from -1 downwards from the last one, or else a name.
  public init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self = Int(argument).map { .index($0) } ?? .name(argument)
  }
}
