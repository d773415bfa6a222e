/// One value.
struct SingleValue: SingleValueDecodingContainer {
  let decoder: PlanDecoder
  var codingPath: [any CodingKey] { decoder.codingPath }

  func decodeNil() -> Bool { decoder.node.isNull }

  func decode(_ type: Bool.Type) throws -> Bool {
    switch plainText {
    case "true": return true
    case "false": return false
    default: throw decoder.mismatch(type, "true or false")
    }
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .scalar(let text, _) = decoder.node.value, !decoder.node.isNull else {
      throw decoder.mismatch(type, "a word")
    }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard let number = plainText.flatMap({ Double($0) }), number.isFinite else {
      throw decoder.mismatch(type, "a number")
    }
    return number
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }
  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    guard let names = type as? any PlanName.Type else { return try T(from: decoder) }
    do {
      return try names.init(named: try decode(String.self)) as! T
    } catch let error as UnknownName {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: codingPath, debugDescription: "\(error)"))
    }
  }

  private func integer<T: FixedWidthInteger>() throws -> T {
    guard let number = plainText.flatMap({ T($0) }) else {
      throw decoder.mismatch(T.self, "a whole number")
    }
    return number
  }

  private var plainText: String? {
    if case .scalar(let text, isPlain: true) = decoder.node.value { text } else { nil }
  }
}

/// The values of a mapping.
struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: PlanDecoder
  let entries: [PlanNode.Entry]

  var codingPath: [any CodingKey] { decoder.codingPath }
  var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

  func contains(_ key: Key) -> Bool { value(of: key) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { try child(key).node.isNull }

  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try SingleValue(decoder: try child(key)).decode(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try child(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try child(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { try child(key) }

  private func value(of key: Key) -> PlanNode? {
    decoder.keys.add(key.stringValue, at: codingPath)
    return entries.first { $0.key == key.stringValue }?.node
  }

  private func child(_ key: Key) throws -> PlanDecoder {
    guard let node = value(of: key) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "missing"))
    }
    return decoder.child(node, key)
  }
}

/// The values of a list.
struct ListedValues: UnkeyedDecodingContainer {
  let decoder: PlanDecoder
  let elements: [PlanNode]
  private(set) var currentIndex = 0

  init(decoder: PlanDecoder, elements: [PlanNode]) {
    self.decoder = decoder
    self.elements = elements
  }

  var codingPath: [any CodingKey] { decoder.codingPath }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex].isNull else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
    try SingleValue(decoder: try next()).decode(type)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }

  private mutating func next() throws -> PlanDecoder {
    guard !isAtEnd else { throw decoder.mismatch([Any].self, "a longer list") }
    defer { currentIndex += 1 }
    return decoder.child(elements[currentIndex], AnyKey(intValue: currentIndex))
  }
}
