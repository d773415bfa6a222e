/// Decodes values from the values of a plan file, and remembers which keys were asked for: those that nobody asks for
/// are mistakes.
///
/// Numbers are read from plain words only, truth values from `true` and `false`; nothing is converted silently.
struct PlanDecoder: Decoder {
  let node: PlanNode
  let codingPath: [any CodingKey]
  let userInfo: [CodingUserInfoKey: Any]
  let keys: KnownKeys

  /// The keys that were asked for, of each mapping.
  final class KnownKeys {
    private(set) var byPath: [[PlanStep]: Set<String>] = [:]

    func add(_ key: String, at path: [any CodingKey]) {
      byPath[[PlanStep](path), default: []].insert(key)
    }

    /// A mapping is read by its keys: of one that nobody opened, keys mean nothing.
    func open(_ path: [any CodingKey]) {
      let path = [PlanStep](path)
      byPath[path] = byPath[path] ?? []
    }
  }

  /// Decodes a value from a whole tree.
  ///
  /// - Throws: `PlanError` with the place of what is wrong.
  static func decode<T: Decodable>(_ type: T.Type, from node: PlanNode) throws(PlanError) -> T {
    let decoder = PlanDecoder(
      node: node, codingPath: [], userInfo: [.isPlanFile: true], keys: KnownKeys())
    do {
      let result = try T(from: decoder)
      try decoder.checkKeys(of: node, path: [])
      return result
    } catch let error as PlanError {
      throw error
    } catch let error as DecodingError {
      throw PlanError(error, in: node)
    } catch {
      throw PlanError("", "\(error)")
    }
  }

  /// Makes sure that every key of every mapping was asked for.
  private func checkKeys(of node: PlanNode, path: [PlanStep]) throws(PlanError) {
    switch node.value {
    case .scalar: return
    case .sequence(let elements):
      for (index, element) in elements.enumerated() {
        try checkKeys(of: element, path: path + [.index(index)])
      }
    case .mapping(let entries):
      guard let known = keys.byPath[path] else { return }
      for entry in entries {
        guard known.contains(entry.key) else {
          let list = known.sorted().joined(separator: ", ")
          throw PlanError(
            (path + [.key(entry.key)]).text,
            "\(UnknownName(entry.key, kind: "key", knownNames: known.sorted(), list: list))")
        }
        try checkKeys(of: entry.node, path: path + [.key(entry.key)])
      }
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .mapping(let entries) = node.value else {
      throw mismatch([String: Any].self, "a mapping")
    }
    keys.open(codingPath)
    return KeyedDecodingContainer(KeyedValues(decoder: self, entries: entries))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .sequence(let elements) = node.value else { throw mismatch([Any].self, "a list") }
    return ListedValues(decoder: self, elements: elements)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    SingleValue(decoder: self)
  }

  func child(_ node: PlanNode, _ key: any CodingKey) -> PlanDecoder {
    PlanDecoder(node: node, codingPath: codingPath + [key], userInfo: userInfo, keys: keys)
  }

  func mismatch(_ type: Any.Type, _ wanted: String) -> DecodingError {
    DecodingError.typeMismatch(
      type,
      DecodingError.Context(
        codingPath: codingPath, debugDescription: "\(node.kind), where \(wanted) should be"))
  }
}

extension CodingUserInfoKey {
  /// Set where a plan file is read or written, whose mappings keep their order.
  static let isPlanFile = CodingUserInfoKey(rawValue: "isPlanFile")!
}

/// A key of any name, or a place in a list.
struct AnyKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(stringValue: String) {
    self.stringValue = stringValue
    intValue = nil
  }

  init(intValue: Int) {
    stringValue = "\(intValue)"
    self.intValue = intValue
  }
}

extension PlanError {
  /// What a decoder found, with its place.
  init(_ error: DecodingError, in root: PlanNode) {
    switch error {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      self.init([PlanStep](context.codingPath).text, context.debugDescription)
    case .keyNotFound(let key, let context):
      let path = [PlanStep](context.codingPath)
      // A key that is there, and nearly the same, is the mistake.
      let missing = key.stringValue
      if case .mapping(let entries)? = root.value(at: path)?.value {
        for entry in entries {
          let name = UnknownName(entry.key, kind: "key", knownNames: [missing], list: missing)
          guard entry.key != missing, name.nearest != nil else { continue }
          self.init(
            (path + [.key(entry.key)]).text, "unknown key \(entry.key); did you mean \(missing)?")
          return
        }
      }
      self.init(path.text, "the key \(missing) is missing")
    @unknown default: self.init("", "\(error)")
    }
  }
}
