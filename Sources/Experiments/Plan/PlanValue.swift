/// Any value that may stand in a plan.
public indirect enum PlanValue: Sendable, Hashable {
  /// `true` or `false`.
  case truth(Bool)
  /// A whole number.
  case integer(Int)
  /// A number that is not whole: whole ones are ``integer(_:)``, however they were written.
  case number(Double)
  /// A name or another text.
  case text(String)
  /// Values in their order.
  case list([PlanValue])
  /// Values with their keys, in alphabetical order of these.
  case mapping([Entry])

  /// A key with its value.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public let key: String
    /// Its value.
    public let value: PlanValue
  }
}

extension PlanValue: CustomStringConvertible {
  /// As it would be written in a plan.
  public var description: String {
    switch self {
    case .truth(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
  }

  /// The value as a plan's file has it.
  var node: PlanNode {
    let value: PlanNode.Value =
      switch self {
      case .truth, .integer, .number: .scalar(description, isPlain: true)
      case .text(let text): .scalar(text, isPlain: true)
      case .list(let values): .sequence(values.map(\.node))
      case .mapping(let entries):
        .mapping(
          entries.map {
            PlanNode.Entry(key: $0.key, origin: .program, node: $0.value.node)
          })
      }
    return PlanNode(value: value, origin: .program)
  }
}

/// As itself.
extension PlanValue: Codable {
  /// Decodes whatever stands there.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: AnyKey.self) {
      self = .mapping(
        try container.allKeys.map {
          Entry(key: $0.stringValue, value: try container.decode(PlanValue.self, forKey: $0))
        }.sorted { $0.key < $1.key })
      return
    }
    if var container = try? decoder.unkeyedContainer() {
      var values: [PlanValue] = []
      while !container.isAtEnd { values.append(try container.decode(PlanValue.self)) }
      self = .list(values)
      return
    }
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .truth(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      // A plan's file has 1.0 as 1.
      self = Int(exactly: value).map { .integer($0) } ?? .number(value)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  /// Encodes the value.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .truth(let value): try value.encode(to: encoder)
    case .integer(let value): try value.encode(to: encoder)
    case .number(let value): try value.encode(to: encoder)
    case .text(let value): try value.encode(to: encoder)
    case .list(let values): try values.encode(to: encoder)
    case .mapping(let entries):
      var container = encoder.container(keyedBy: AnyKey.self)
      for entry in entries {
        try container.encode(entry.value, forKey: AnyKey(stringValue: entry.key))
      }
    }
  }
}
