import QuantumSimulation

/// What is measured at a circuit's end.
public enum MeasurementPlan: Sendable, Hashable {
  /// Z of every qubit that the ansatz leaves: all of them, or those that remain after a QCNN's pooling.
  case remaining
  /// Z of these qubits.
  case z([Int])
  /// The joint probabilities of these qubits' values.
  case probabilities([Int])
  /// Products of Pauli operators.
  case paulis([PauliString])
}

extension MeasurementPlan: LosslessStringConvertible {
  /// `remaining`, `z:0,1`, `probabilities:0,1` or `paulis:X0Z1,Z2`
  public var description: String {
    switch self {
    case .remaining: "remaining"
    case .z(let qubits): "z:" + qubits.map(String.init).joined(separator: ",")
    case .probabilities(let qubits):
      "probabilities:" + qubits.map(String.init).joined(separator: ",")
    case .paulis(let strings): "paulis:" + strings.map(\.description).joined(separator: ",")
    }
  }

  /// What such a text describes; `nil` if it is not like those that ``description`` gives.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    let items = parts.last!.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let (qubits, strings) = (items.compactMap { Int($0) }, items.compactMap { PauliString($0) })
    switch (parts.count, parts[0]) {
    case (1, "remaining"): self = .remaining
    case (2, "z") where qubits.count == items.count: self = .z(qubits)
    case (2, "probabilities") where qubits.count == items.count: self = .probabilities(qubits)
    case (2, "paulis") where strings.count == items.count: self = .paulis(strings)
    default: return nil
    }
  }
}

/// As `"remaining"`, `[0, 1]` (Z of these), `{"probabilities": [0, 1]}` or `{"paulis": ["X0Z1", "Z2"]}`.
extension MeasurementPlan: Codable {
  private enum CodingKeys: CodingKey {
    case probabilities, paulis
  }

  /// Decodes a measurement.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: CodingKeys.self) {
      switch container.allKeys {
      case [.probabilities]:
        self = .probabilities(try container.decode([Int].self, forKey: .probabilities))
        return
      case [.paulis]:
        let texts = try container.decode([String].self, forKey: .paulis)
        let strings = texts.compactMap { PauliString($0) }
        if strings.count == texts.count {
          self = .paulis(strings)
          return
        }
      default: break
      }
    } else {
      let container = try decoder.singleValueContainer()
      if let qubits = try? container.decode([Int].self) {
        self = .z(qubits)
        return
      }
      if (try? container.decode(String.self)) == "remaining" {
        self = .remaining
        return
      }
    }
    throw DecodingError.dataCorrupted(
      DecodingError.Context(
        codingPath: decoder.codingPath,
        debugDescription: "a measurement is \"remaining\", a list of qubits, {\"probabilities\": "
          + "[0, 1]} or {\"paulis\": [\"X0Z1\"]}"))
  }

  /// Encodes the measurement.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .remaining:
      var container = encoder.singleValueContainer()
      try container.encode("remaining")
    case .z(let qubits):
      var container = encoder.singleValueContainer()
      try container.encode(qubits)
    case .probabilities(let qubits):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(qubits, forKey: .probabilities)
    case .paulis(let strings):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(strings.map(\.description), forKey: .paulis)
    }
  }
}
