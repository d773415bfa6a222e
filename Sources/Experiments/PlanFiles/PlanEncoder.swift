/// Encodes values into the values of a plan file, keys in the order in which they are encoded.
struct PlanEncoder: Encoder {
  let slot: Slot
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [.isPlanFile: true]

  /// Where a value is being put together.
  final class Slot {
    enum Contents {
      case none
      case scalar(String, isPlain: Bool)
      case mapping([(key: String, slot: Slot)])
      case sequence([Slot])
    }

    var contents = Contents.none

    func append(key: String) -> Slot {
      var entries: [(key: String, slot: Slot)] = []
      if case .mapping(let old) = contents { entries = old }
      let slot = Slot()
      contents = .mapping(entries + [(key, slot)])
      return slot
    }

    func append() -> Slot {
      let slot = Slot()
      contents = .sequence(elements + [slot])
      return slot
    }

    var elements: [Slot] {
      if case .sequence(let elements) = contents { elements } else { [] }
    }

    var node: PlanNode {
      let value: PlanNode.Value =
        switch contents {
        case .none: .scalar("null", isPlain: true)
        case .scalar(let text, let isPlain): .scalar(text, isPlain: isPlain)
        case .mapping(let entries):
          .mapping(
            entries.map { PlanNode.Entry(key: $0.key, origin: .program, node: $0.slot.node) })
        case .sequence(let elements): .sequence(elements.map(\.node))
        }
      return PlanNode(value: value, origin: .program)
    }
  }

  /// The values of a plan file that decode to this value.
  static func encode(_ value: some Encodable) throws -> PlanNode {
    let slot = Slot()
    try value.encode(to: PlanEncoder(slot: slot))
    return slot.node
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .none = slot.contents { slot.contents = .mapping([]) }
    return KeyedEncodingContainer(Keyed(slot: slot))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    slot.contents = .sequence([])
    return Listed(slot: slot)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(slot: slot) }

  private struct Single: SingleValueEncodingContainer {
    let slot: Slot
    let codingPath: [any CodingKey] = []

    func plain(_ value: some CustomStringConvertible) {
      slot.contents = .scalar(value.description, isPlain: true)
    }

    func encodeNil() throws { slot.contents = .none }
    func encode(_ value: Bool) throws { plain(value) }
    func encode(_ value: String) throws { slot.contents = .scalar(value, isPlain: false) }
    func encode(_ value: Double) throws {
      plain(value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)")
    }
    func encode(_ value: Float) throws { try encode(Double(value)) }
    func encode(_ value: Int) throws { plain(value) }
    func encode(_ value: Int8) throws { plain(value) }
    func encode(_ value: Int16) throws { plain(value) }
    func encode(_ value: Int32) throws { plain(value) }
    func encode(_ value: Int64) throws { plain(value) }
    func encode(_ value: UInt) throws { plain(value) }
    func encode(_ value: UInt8) throws { plain(value) }
    func encode(_ value: UInt16) throws { plain(value) }
    func encode(_ value: UInt32) throws { plain(value) }
    func encode(_ value: UInt64) throws { plain(value) }
    func encode<T: Encodable>(_ value: T) throws { try value.encode(to: PlanEncoder(slot: slot)) }
  }

  private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: Slot
    let codingPath: [any CodingKey] = []

    mutating func encodeNil(forKey key: Key) throws { _ = slot.append(key: key.stringValue) }

    mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
      try Single(slot: slot.append(key: key.stringValue)).encode(value)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
      keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
      PlanEncoder(slot: slot.append(key: key.stringValue)).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      PlanEncoder(slot: slot.append(key: key.stringValue)).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { PlanEncoder(slot: slot) }
    mutating func superEncoder(forKey key: Key) -> any Encoder {
      PlanEncoder(slot: slot.append(key: key.stringValue))
    }
  }

  private struct Listed: UnkeyedEncodingContainer {
    let slot: Slot
    let codingPath: [any CodingKey] = []
    var count: Int { slot.elements.count }

    mutating func encodeNil() throws { _ = slot.append() }
    mutating func encode<T: Encodable>(_ value: T) throws {
      try Single(slot: slot.append()).encode(value)
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
      keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
      PlanEncoder(slot: slot.append()).container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
      PlanEncoder(slot: slot.append()).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { PlanEncoder(slot: slot.append()) }
  }
}
