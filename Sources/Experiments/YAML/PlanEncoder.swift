/// Encodes values into the values of a plan file, keys in the order in which they are encoded.
struct PlanEncoder: Encoder {
  let slot: Slot
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [.isPlanFile: true]

  /// Where a value is being put together.
  final class Slot {
    enum Kind {
      case none, mapping, sequence
      case scalar(String, isPlain: Bool)
    }

    var kind = Kind.none
    /// Of a mapping, in order.
    private var entries: [(key: String, slot: Slot)] = []
    /// Of a list.
    private(set) var elements: [Slot] = []

    func append(key: String) -> Slot {
      kind = .mapping
      let slot = Slot()
      entries.append((key, slot))
      return slot
    }

    func append() -> Slot {
      kind = .sequence
      let slot = Slot()
      elements.append(slot)
      return slot
    }

    var node: PlanNode {
      let value: PlanNode.Value =
        switch kind {
        case .none: .scalar("null", isPlain: true)
        case .scalar(let text, let isPlain): .scalar(text, isPlain: isPlain)
        case .mapping:
          .mapping(
            entries.map { PlanNode.Entry(key: $0.key, origin: .program, node: $0.slot.node) })
        case .sequence: .sequence(elements.map(\.node))
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
    if case .none = slot.kind { slot.kind = .mapping }
    return KeyedEncodingContainer(Keyed(slot: slot))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    slot.kind = .sequence
    return Listed(slot: slot)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(slot: slot) }

  private struct Single: SingleValueEncodingContainer {
    let slot: Slot
    let codingPath: [any CodingKey] = []

    func plain(_ value: some CustomStringConvertible) {
      slot.kind = .scalar(value.description, isPlain: true)
    }

    func encodeNil() throws { slot.kind = .none }
    func encode(_ value: Bool) throws { plain(value) }
    func encode(_ value: String) throws { slot.kind = .scalar(value, isPlain: false) }
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
