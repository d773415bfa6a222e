/// A value in a plan file, and where it came from.
struct PlanNode: Hashable, Sendable {
  /// What the value is.
  var value: Value
  /// Where it stands.
  var origin: Origin

  indirect enum Value: Hashable, Sendable {
    /// A word or number as it was written. Plain ones, without quotes, may be read as numbers.
    case scalar(String, isPlain: Bool)
    /// Values with their keys, in the order of the file.
    case mapping([Entry])
    /// A list.
    case sequence([PlanNode])
  }

  /// A key with its value.
  struct Entry: Hashable, Sendable {
    var key: String
    /// Where the key stands.
    var origin: Origin
    var node: PlanNode
  }

  /// Where a value came from.
  enum Origin: Hashable, Sendable {
    /// A line of the file, counted from 1.
    case line(Int)
    /// An option of the command, as it was given.
    case option(String)
    /// A value that was written by the program.
    case program
  }

  /// What the value is, in a reader's words.
  var kind: String {
    switch value {
    case .scalar(_, isPlain: true) where isNull: "nothing"
    case .scalar(let text, _): "\"\(text)\""
    case .mapping: "a mapping"
    case .sequence: "a list"
    }
  }

  /// Whether the value is null: `null`, `~` or nothing at all.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = value else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The value of a key.
  subscript(key: String) -> PlanNode? {
    guard case .mapping(let entries) = value else { return nil }
    return entries.first { $0.key == key }?.node
  }
}

// MARK: - Paths

/// A step on the way to a value: a key, or a place in a list.
enum PlanStep: Hashable {
  case key(String)
  case index(Int)
}

extension [PlanStep] {
  /// The path as plans' errors write it: `students.hybrid-74[1].circuit`.
  var text: String {
    reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
  }

  /// The path of a decoder.
  init(_ codingPath: [any CodingKey]) {
    self = codingPath.map { key in key.intValue.map { .index($0) } ?? .key(key.stringValue) }
  }

  /// The path that a text such as `students.hybrid-74[1]` describes; `nil` if it describes none.
  init?(text: String) {
    self = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let key = pieces.first, !key.isEmpty else { return nil }
      append(.key(String(key)))
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let index = Int(piece.dropLast()), index >= 0 else { return nil }
        append(.index(index))
      }
    }
  }
}

extension PlanNode {
  /// The value in a place.
  func value(at path: [PlanStep]) -> PlanNode? {
    path.reduce(self) { node, step in
      switch (step, node?.value) {
      case (.key(let key), .mapping?): node?[key]
      case (.index(let index), .sequence(let elements)?) where elements.indices.contains(index):
        elements[index]
      default: nil
      }
    }
  }

  /// Where a value stands; or, if it is not there, the last value on the way to it that is.
  func origin(of path: [PlanStep]) -> Origin {
    var node = self
    var origin = self.origin
    for step in path {
      switch (step, node.value) {
      case (.key(let key), .mapping(let entries)):
        guard let entry = entries.first(where: { $0.key == key }) else { return origin }
        (node, origin) = (entry.node, entry.origin)
      case (.index(let index), .sequence(let elements)) where elements.indices.contains(index):
        (node, origin) = (elements[index], elements[index].origin)
      default: return origin
      }
    }
    return origin
  }

  /// Puts a value in its place; keys that are not there are added.
  ///
  /// - Throws: what is wrong with the path, in words.
  mutating func set(_ path: ArraySlice<PlanStep>, to new: PlanNode) throws(PathProblem) {
    guard let step = path.first else {
      self = new
      return
    }
    switch (step, value) {
    case (.key(let key), .mapping(var entries)):
      let index =
        entries.firstIndex { $0.key == key }
        ?? {
          entries.append(
            Entry(
              key: key, origin: new.origin, node: PlanNode(value: .mapping([]), origin: new.origin))
          )
          return entries.count - 1
        }()
      try entries[index].node.set(path.dropFirst(), to: new)
      if path.count == 1 { entries[index].origin = new.origin }
      value = .mapping(entries)
    case (.index(let index), .sequence(var elements)):
      guard elements.indices.contains(index) else {
        throw PathProblem("there is no element \(index); there are \(elements.count)")
      }
      try elements[index].set(path.dropFirst(), to: new)
      value = .sequence(elements)
    case (.key(let key), _): throw PathProblem("\(kind) has no key \(key)")
    case (.index, _): throw PathProblem("\(kind) has no elements")
    }
  }

  /// Why a path leads nowhere.
  struct PathProblem: Error {
    let text: String
    init(_ text: String) { self.text = text }
  }
}
