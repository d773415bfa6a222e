// From values to YAML: short values on one line, `{weight: 0.5, temperature: 2}`, longer ones on lines of their own.

extension PlanNode {
  /// The values as a YAML document.
  ///
  /// - Parameter width: as many columns as a line of several values may fill.
  func yaml(width: Int = 100) -> String {
    var lines: [String] = []
    appendLines(to: &lines, indent: 0, width: width)
    return lines.joined(separator: "\n") + "\n"
  }

  private func appendLines(to lines: inout [String], indent: Int, width: Int) {
    let space = String(repeating: " ", count: indent)
    switch value {
    case .mapping(let entries) where !entries.isEmpty:
      for entry in entries {
        let key = space + Self.word(entry.key, isPlain: false) + ":"
        entry.node.append(after: key, to: &lines, indent: indent, width: width)
      }
    case .sequence(let elements) where !elements.isEmpty:
      for element in elements {
        if case .mapping(let entries) = element.value, !entries.isEmpty {
          // The first key stands on the line of the dash.
          let first = lines.count
          element.appendLines(to: &lines, indent: indent + 2, width: width)
          lines[first] = space + "- " + lines[first].dropFirst(indent + 2)
        } else {
          element.append(after: space + "-", to: &lines, indent: indent, width: width)
        }
      }
    default: lines.append(space + flow)
    }
  }

  /// On the line of its key or dash if it is short enough, else on the lines below.
  private func append(after head: String, to lines: inout [String], indent: Int, width: Int) {
    let line = "\(head) \(flow)"
    if isScalar || (line.count <= width && depth <= 2 && !(indent == 0 && depth > 1)) {
      lines.append(line)
    } else {
      lines.append(head)
      appendLines(to: &lines, indent: indent + 2, width: width)
    }
  }

  var isScalar: Bool {
    if case .scalar = value { true } else { false }
  }

  /// Levels of values in values.
  private var depth: Int {
    switch value {
    case .scalar: 0
    case .mapping(let entries): 1 + (entries.map(\.node.depth).max() ?? 0)
    case .sequence(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    }
  }

  /// The value on one line.
  var flow: String {
    switch value {
    case .scalar(let text, let isPlain): Self.word(text, isPlain: isPlain)
    case .mapping(let entries):
      "{"
        + entries.map { "\(Self.word($0.key, isPlain: false)): \($0.node.flow)" }.joined(
          separator: ", ") + "}"
    case .sequence(let elements): "[" + elements.map(\.flow).joined(separator: ", ") + "]"
    }
  }

  /// A word that is read as the same text again: in quotes where it would be taken for something else.
  private static func word(_ text: String, isPlain: Bool) -> String {
    if isPlain { return text }
    let letters = text.unicodeScalars
    let isWord =
      letters.first.map { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "/" }
      ?? false
    let isSafe = letters.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "-_./".unicodeScalars.contains($0)
    }
    let isTaken = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(
      text.lowercased())
    if isWord, isSafe, !isTaken { return text }
    let quoted =
      letters.reduce(into: "\"") { quoted, letter in
        switch letter {
        case "\"", "\\": quoted += "\\\(letter)"
        case "\n": quoted += "\\n"
        case "\t": quoted += "\\t"
        case _ where letter.isEscapedInYAML:
          let digits = String(letter.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: quoted.unicodeScalars.append(letter)
        }
      } + "\""
    // Or the reader would take it for the name of a value.
    return quoted.contains("&") ? quoted.replacing(namedValue) { "\($0.1)\\x26" } : quoted
  }
}

/// What looks like the name of a value, `&name`, to who does not look at quotes.
private var namedValue: Regex<(Substring, Substring)> {
  /([ \[{,:?\-]|[^\x00-\x7f])&(?=[A-Za-z0-9_\-])/.matchingSemantics(.unicodeScalar)
}

extension Unicode.Scalar {
  /// Whether YAML refuses the letter as it is, or takes it for a line break.
  fileprivate var isEscapedInYAML: Bool {
    switch value {
    case 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: properties.generalCategory == .control
    }
  }
}
