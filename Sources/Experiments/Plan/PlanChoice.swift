/// Keys of which a mapping has exactly one: `{adam: ...}` or `{sgd: ...}`.
protocol PlanChoice: CodingKey, PlanName {}

extension Decoder {
  /// Which of the keys there is, and the mapping.
  func choice<Key: PlanChoice>(
    _ keys: Key.Type
  ) throws -> (key: Key, container: KeyedDecodingContainer<Key>) {
    let names = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    func problem(_ text: String) -> DecodingError {
      .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: text))
    }
    guard names.count == 1 else {
      throw problem(
        "\(names.isEmpty ? "nothing" : names.sorted().joined(separator: " and ")), where one \(Key.kind) "
          + "should be: \(Key.list)")
    }
    let container = try container(keyedBy: keys)
    do throws(UnknownName) {
      return (try Key(named: names[0]), container)
    } catch {
      throw problem("\(error)")
    }
  }
}
