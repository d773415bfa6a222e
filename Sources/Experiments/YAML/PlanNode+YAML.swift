import Yams

// From YAML to values with lines. The text may be hostile: its size, depth and number of values are limited, and
// aliases, by which a few lines become billions of values, are refused.

extension PlanNode {
  /// As many bytes as a plan may have.
  static let sizeLimit = 1 << 20
  /// As many levels of lists in lists.
  static let depthLimit = 64

  /// The one document in a YAML text.
  ///
  /// - Throws: what is wrong, and in which line.
  init(yaml text: String) throws(PlanFileProblem) {
    guard text.utf8.count <= Self.sizeLimit else {
      throw PlanFileProblem(nil, "more than \(Self.sizeLimit) bytes: this is no plan")
    }
    if let line = lineOfAlias(in: text) { throw PlanFileProblem(line, PlanFileProblem.alias) }
    try self.init(composing: text)
  }

  /// The document in a text in which there may be aliases.
  init(composing text: String) throws(PlanFileProblem) {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw PlanFileProblem(error)
    } catch {
      throw PlanFileProblem(nil, "\(error)")
    }
    guard let node else { throw PlanFileProblem(nil, "there is nothing in it") }
    // A value takes a byte at least, but for a last one that is empty.
    var room = text.utf8.count + 1
    try self.init(node, depth: 0, room: &room)
  }

  /// - Parameter room: how many values there may still be.
  private init(_ node: Node, depth: Int, room: inout Int) throws(PlanFileProblem) {
    let line = node.mark?.line ?? 1
    room -= 1
    guard room >= 0 else { throw PlanFileProblem(line, "more values than the text has letters") }
    guard depth <= Self.depthLimit else {
      throw PlanFileProblem(line, "more than \(Self.depthLimit) levels of values in values")
    }
    origin = .line(line)
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      value = .scalar(scalar.string, isPlain: isPlain)
    case .sequence(let sequence):
      var elements: [PlanNode] = []
      for element in sequence {
        elements.append(try PlanNode(element, depth: depth + 1, room: &room))
      }
      value = .sequence(elements)
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (key, element) in mapping {
        let keyLine = key.mark?.line ?? line
        guard case .scalar(let name) = key else {
          throw PlanFileProblem(keyLine, "a key must be a word")
        }
        entries.append(
          Entry(
            key: name.string, origin: .line(keyLine),
            node: try PlanNode(element, depth: depth + 1, room: &room))
        )
      }
      value = .mapping(entries)
    case .alias: throw PlanFileProblem(line, "an alias that was not resolved")
    }
  }
}

/// What is wrong with the text of a plan, and in which line if that is known.
struct PlanFileProblem: Error, Hashable {
  fileprivate static let alias = "YAML aliases (*name) are not read in plans: write the value again"

  let line: Int?
  let text: String

  init(_ line: Int?, _ text: String) {
    self.line = line
    self.text = text
  }

  init(_ error: YamlError) {
    switch error {
    case .composer(_, "found undefined alias", let mark, _): self.init(mark.line, Self.alias)
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(mark.line, "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      self.init(
        context.mark.line, "the key \(duplicates.joined(separator: ", ")) stands there twice")
    case .reader(let problem, _, _, _): self.init(nil, "not YAML: \(problem)")
    default: self.init(nil, "not YAML: \(error)")
    }
  }
}

/// The line of the first alias, `*name`, of a value that a text names, `&name`.
///
/// Quotes and comments are not looked at: it never misses an alias that YAML sees, and may see one in a text that says
/// "from &a to *a". A name of a value, or of an alias, begins after a blank, a line break or one of `[{,:?-`.
private func lineOfAlias(in text: String) -> Int? {
  let bytes = Array(text.utf8)
  var anchors: Set<ArraySlice<UInt8>> = []
  var aliases: [(place: Int, name: ArraySlice<UInt8>)] = []
  for (index, byte) in bytes.enumerated() where "&*".utf8.contains(byte) {
    let previous = index == 0 ? UInt8(ascii: " ") : bytes[index - 1]
    // Some line breaks are not ASCII.
    guard previous <= UInt8(ascii: " ") || previous >= 0x80 || "[{,:?-".utf8.contains(previous)
    else { continue }
    let name = bytes[(index + 1)...].prefix(while: isPartOfName)
    if name.isEmpty { continue }
    if byte == UInt8(ascii: "&") { anchors.insert(name) } else { aliases.append((index, name)) }
  }
  return aliases.first { anchors.contains($0.name) }.map { alias in
    1 + bytes[..<alias.place].count { $0 == UInt8(ascii: "\n") }
  }
}

/// Whether a name of a value may hold this letter.
private func isPartOfName(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}
