import Datasets
import Experiments
import Foundation

extension DataDescription {
  /// The description's file: JSON, keys in alphabetical order.
  public func json() throws -> String { try prettyJSON(self) }

  /// The description for people: sizes, columns, classes, what is odd, and the `data` of a plan.
  ///
  /// - Throws: if the plan cannot be written as YAML.
  public func terminalText(width: Int = 80) throws -> String {
    var lines = wrapped(sizes, width: width, indent: "")
    func append(_ paragraph: [String]) {
      if !paragraph.isEmpty { lines += [""] + paragraph }
    }
    append(featureLines(width: width))
    append(
      table.columns.filter { $0.role == .id || $0.role == .other }.flatMap {
        wrapped("\($0.shownName): \($0.contents)", width: width, indent: "")
      })
    append(classLines(width: width))
    append(oddLines(width: width))
    append(remarks.flatMap { wrapped("note: \($0)", width: width, indent: "") })
    if let dataSHA256 { append(["data: SHA-256 \(dataSHA256)"]) }
    if let yaml = try planYAML(width: width) {
      append(["in a plan:"])
      append(yaml.split(separator: "\n").map(String.init))
    }
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  private var sizes: String {
    let name = file == "-" ? "standard input" : file
    var parts = [counted(table.rowCount, "row")]
    if let array = table.array {
      let shape = array.shape.dropFirst()
      parts.append(
        counted(table.features.count, "feature")
          + (shape.count > 1 ? " of shape \(Array(shape))" : ""))
      parts.append(array.element)
    } else {
      parts.append(counted(table.columns.count, "column"))
      parts.append(counted(table.features.count, "feature"))
    }
    if let label = table.columns.first(where: { $0.role == .label }) {
      parts.append("labels in \(onOneLine(label.shownName))")
    }
    return "\(name): \(parts.joined(separator: ", "))"
  }

  /// As many rows of a table as are shown of a longer one.
  private static let shownCount = 20

  /// All, or the first of them if they are many.
  private func shown<Element>(_ all: [Element]) -> ArraySlice<Element> {
    all.prefix(all.count > Self.shownCount + 4 ? Self.shownCount : all.count)
  }

  private func rest(_ all: [some Any], _ what: String) -> [String] {
    let left = all.count - shown(all).count
    return left > 0 ? ["... and \(left) more \(what), which --json lists"] : []
  }

  private func featureLines(width: Int) -> [String] {
    guard !table.features.isEmpty else { return [] }
    var text = TextTable(columns: [
      ("feature", .left), ("min", .right), ("mean", .right), ("sd", .right), ("max", .right),
    ])
    text.rows = shown(table.features).map { column in
      let numbers = column.numbers
      return [onOneLine(column.shownName)]
        + [numbers?.min, numbers?.mean, numbers?.sd, numbers?.max].map(significant)
    }
    return text.lines(width: width) + rest(table.features, "features")
  }

  private func classLines(width: Int) -> [String] {
    guard let label = table.label, !label.classes.isEmpty else { return [] }
    var text = TextTable(columns: [("class", .left), ("samples", .right), ("share", .right)])
    text.rows = shown(label.classes).map {
      [onOneLine($0.name), "\($0.sampleCount)", String(format: "%.1f%%", 100 * $0.share)]
    }
    return text.lines(width: width) + rest(label.classes, "classes")
  }

  private func oddLines(width: Int) -> [String] {
    guard table.oddCount > 0 else { return [] }
    let columns = table.columns.filter { $0.oddCount > 0 }
    let lines = columns.flatMap { column in
      column.odd.map { "  \($0.place(in: column)): \($0.problem)" }
        + (column.oddCount > column.odd.count
          ? [
            "  ... and \(column.oddCount - column.odd.count) more in \(onOneLine(column.shownName))"
          ]
          : [])
    }
    return ["missing or odd values: \(table.oddCount)"] + shown(lines)
      + rest(lines, "lines")
  }
}

extension ArrayOutline {
  /// What is in an archive of which nobody said what is meant, for people.
  public static func terminalText(_ arrays: [ArrayOutline], of file: String, width: Int = 80)
    -> String
  {
    var text = TextTable(columns: [("array", .left), ("shape", .left), ("elements", .left)])
    text.rows = arrays.map { [onOneLine($0.name), "\($0.shape)", $0.element] }
    let lines =
      ["\(file): \(counted(arrays.count, "array"))", ""] + text.lines(width: width) + [""]
      + wrapped(
        "note: which array holds the features? With --features, and --label for the labels, there is more",
        width: width, indent: "")
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }
}

extension ColumnDescription {
  /// What a column that is no feature holds, in words.
  fileprivate var contents: String {
    var parts: [String] = []
    if role == .id { parts.append(oddCount == 0 ? "ids, all different" : "ids") }
    if let texts {
      let isAll = texts.distinctCount < TextSummary.distinctLimit
      let number = isAll ? "\(texts.distinctCount)" : "\(texts.distinctCount) or more"
      let examples = texts.examples.map { "\"\(onOneLine($0))\"" }.joined(separator: ", ")
      parts.append(
        counted(texts.count, "text") + (role == .id ? "" : ", \(number) different")
          + (texts.distinctCount > texts.examples.count ? ", such as \(examples)" : ": \(examples)")
      )
    }
    if let numbers {
      parts.append(
        "\(counted(numbers.count, "number")) from \(significant(numbers.min)) to \(significant(numbers.max))"
      )
    }
    if missingCount > 0 { parts.append("\(missingCount) missing") }
    return parts.isEmpty ? "nothing" : parts.joined(separator: "; ")
  }
}

extension OddValue {
  fileprivate func place(in column: ColumnDescription) -> String {
    let name = column.name.map { " (\(onOneLine($0)))" } ?? ""
    return line.map { "line \($0), column \(column.index + 1)\(name)" }
      ?? "row \(row), \(onOneLine(column.shownName))"
  }

  fileprivate var problem: String {
    switch kind {
    case .missing: "missing"
    case .text: "\"\(onOneLine(value))\" is no number"
    case .notFinite: "\(value) is not finite"
    case .repeated: "\"\(onOneLine(value))\" is there twice"
    }
  }
}

/// A number with four digits; a dash where there is none.
private func significant(_ number: Double?) -> String {
  number.map { String(format: "%.4g", $0) } ?? "-"
}

/// A name from somebody's file on one line, which it must not fill.
private func onOneLine(_ name: String) -> String {
  let line = withoutControls(name).replacing("\n", with: "\\n")
  return line.count > 24 ? line.prefix(21) + "..." : line
}
