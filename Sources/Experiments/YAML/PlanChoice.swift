/// Keys of which a mapping has exactly one: `{adam: ...}` or `{sgd: ...}`.
protocol PlanChoice: CodingKey, PlanName {}

extension Decoder {
  /// Which of the keys there is, and the mapping.
  func choice<Key: PlanChoice>(
    _ keys: Key.Type
  ) throws -> (key: Key, container: KeyedDecodingContainer<Key>) {
    let name = try choice(Key.kind, of: Key.allCases.map(\.rawValue)).key.stringValue
    return (Key(rawValue: name)!, try container(keyedBy: keys))
  }

  /// Which of these names is the mapping's only key, and the mapping.
  ///
  /// - Parameter kind: what is called so, for messages.
  func choice(
    _ kind: String, of knownNames: [String]
  ) throws -> (key: AnyKey, container: KeyedDecodingContainer<AnyKey>) {
    let container = try container(keyedBy: AnyKey.self)
    let names = container.allKeys.map(\.stringValue)
    let list = knownNames.joined(separator: ", ")
    func problem(_ text: String) -> DecodingError {
      .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: text))
    }
    guard names.count == 1 else {
      throw problem(
        "\(names.isEmpty ? "nothing" : names.sorted().joined(separator: " and ")), where one \(kind) "
          + "should be: \(list)")
    }
    guard knownNames.contains(names[0]) else {
      throw problem("\(UnknownName(names[0], kind: kind, knownNames: knownNames, list: list))")
    }
    return (AnyKey(stringValue: names[0]), container)
  }
}
