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
    if let line = lineOfAlias(in: text) {
      throw PlanFileProblem(
        line, "YAML aliases (*name) are not read in plans: write the value again")
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw PlanFileProblem(error)
    } catch {
      throw PlanFileProblem(nil, "\(error)")
    }
    guard let node else { throw PlanFileProblem(nil, "there is nothing in it") }
    try self.init(node, depth: 0)
  }

  private init(_ node: Node, depth: Int) throws(PlanFileProblem) {
    let line = node.mark?.line ?? 1
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
      for element in sequence { elements.append(try PlanNode(element, depth: depth + 1)) }
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
            key: name.string, origin: .line(keyLine), node: try PlanNode(element, depth: depth + 1))
        )
      }
      value = .mapping(entries)
    case .alias: throw PlanFileProblem(line, "an alias that was not resolved")
    }
  }
}

/// What is wrong with the text of a plan, and in which line if that is known.
struct PlanFileProblem: Error, Hashable {
  let line: Int?
  let text: String

  init(_ line: Int?, _ text: String) {
    self.line = line
    self.text = text
  }

  init(_ error: YamlError) {
    switch error {
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

/// The line of the first alias, outside of quotes and comments.
private func lineOfAlias(in text: String) -> Int? {
  var quote: UInt8?
  var isComment = false
  var beginsToken = true
  var line = 1
  let bytes = Array(text.utf8)
  for (index, byte) in bytes.enumerated() {
    if byte == UInt8(ascii: "\n") {
      (line, isComment, beginsToken) = (line + 1, false, true)
      continue
    }
    if isComment { continue }
    if let open = quote {
      if byte == open, open != UInt8(ascii: "\"") || bytes[index - 1] != UInt8(ascii: "\\") {
        quote = nil
      }
      continue
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): if beginsToken { quote = byte }
    case UInt8(ascii: "#"): isComment = beginsToken
    case UInt8(ascii: "*"):
      let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: " ")
      if beginsToken, next > UInt8(ascii: " ") { return line }
    default: break
    }
    beginsToken = " \t[{,:-?".utf8.contains(byte)
  }
  return nil
}
