import ArgumentParser
import Datasets
import Experiments
import FileFormats

/// What an option for labels or ids may be.
let columnHelp =
  "a column's name, or its number from 0; the file of another array, or its name in the archive."

/// Which samples, and how they are written.
struct SampleOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Comma-separated values (\"-\" is standard input), a NumPy array (.npy) or archive (.npz), or IDX (MNIST); all but archives also as .gz.",
      valueName: "data"))
  var data: String

  @OptionGroup var format: SampleFormatOptions

  /// The samples for a saved student, with labels if they are wanted.
  func open(
    for student: SavedStudent, label: TableColumn? = nil, needsLabel: Bool = false
  ) throws -> any SampleSource & ~Copyable {
    try format.open(data, for: student, label: label, needsLabel: needsLabel)
  }

  /// What kind of samples these are.
  func source(label: TableColumn?) throws -> SampleFormatOptions.Source {
    try format.source(data, label: label)
  }
}

/// How samples are written.
struct SampleFormatOptions: ParsableArguments {
  @Flag(help: "The first line is a sample, too, not the columns' names.")
  var noHeader = false

  @Option(
    help: ArgumentHelp(
      "What stands between two fields. (default: comma)", valueName: "name"))
  var separator: SeparatorName?

  @Option(
    help: ArgumentHelp(
      "The features' name in an archive. (default: features)", valueName: "array"))
  var features: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where the samples' ids are, which are no features: \(columnHelp)",
      valueName: "column"))
  var id: TableColumn?

  /// The samples in a file for a saved student, with labels if they are wanted.
  func open(
    _ data: String, for student: SavedStudent, label: TableColumn? = nil, needsLabel: Bool = false
  ) throws -> any SampleSource & ~Copyable {
    var columns = student.sampleColumns
    switch try source(data, label: label) {
    case .table(let table):
      columns.needsLabel = needsLabel
      columns.label = label
      columns.sampleID = id
      return try SampleReader(
        table.path, separator: table.separator, hasHeader: table.hasHeader, columns: columns,
        classes: student.interface.classNames)
    case .arrays(let files):
      guard !needsLabel || files.labels != nil else {
        throw ValidationError("where are the labels? Say so with --label")
      }
      return try ArraySampleReader(
        files, featureCount: columns.featureCount, classes: student.interface.classNames)
    }
  }

  /// Samples in one of two kinds of files.
  enum Source {
    case table(TableFile)
    case arrays(ArrayFiles)

    /// What they hold.
    func describe() throws(FileError) -> DataDescription {
      switch self {
      case .table(let table): try DataDescription(of: table)
      case .arrays(let files): try DataDescription(of: files)
      }
    }
  }

  /// What kind of samples a file holds.
  func source(_ data: String, label: TableColumn?) throws -> Source {
    guard !data.isEmpty else { throw ValidationError("the data's file needs a name, not \"\"") }
    let format = try TableFormat(of: data)
    if features != nil && format != .archive {
      throw ValidationError("--features is for archives (.npz), and \(data) is none")
    }
    guard format != .csv else {
      return .table(
        TableFile(
          data, hasHeader: !noHeader, separator: (separator ?? .comma).separator, label: label,
          sampleID: id, features: .columns([])))
    }
    if noHeader || separator != nil {
      throw ValidationError(
        "--no-header and --separator are for comma-separated values, and \(data) holds an array")
    }
    let (labels, ids) = (try label?.array("--label"), try id?.array("--id"))
    return .arrays(
      format == .array
        ? ArrayFiles(features: data, labels: labels, ids: ids)
        : ArrayFiles(archive: data, features: features ?? "features", labels: labels, ids: ids))
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

  /// The name, where it means an array.
  fileprivate func array(_ option: String) throws -> String {
    switch self {
    case .name(let name): return name
    case .index(let index):
      throw ValidationError(
        "\(option) \(index): of arrays it is a file, or a name in the archive, not a column")
    }
  }
}
