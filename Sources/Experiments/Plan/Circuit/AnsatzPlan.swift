import QuantumSimulation

/// A parameterised circuit: a family and its depth.
public struct AnsatzPlan: Sendable, Hashable {
  /// The family.
  public var name: Name
  /// The depth.
  public var layers: Int
  /// Which pairs of qubits an entangling layer joins; `nil` for families that leave no choice.
  public var entanglement: Entanglement?
  /// Whether each layer is followed by its inverse, with angles of its own: ``Mirrored``.
  public var mirrored: Bool
  /// Whether the gates that entangle qubits are there; without them it is ``Unentangled``.
  public var entangled: Bool
  /// The program of the family ``Name/openqasm``, and of no other.
  public private(set) var program: OpenQASMAnsatz?

  /// An ansatz; with the family's own entanglement, if nothing else is said.
  public init(
    name: Name, layers: Int, entanglement: Entanglement? = nil, mirrored: Bool = false,
    entangled: Bool = true
  ) {
    self.name = name
    self.layers = layers
    self.entanglement = entanglement ?? name.defaultEntanglement
    self.mirrored = mirrored
    self.entangled = entangled
  }

  /// A program, once or several times in a row.
  public init(
    program: OpenQASMAnsatz, layers: Int = 1, mirrored: Bool = false, entangled: Bool = true
  ) {
    self.init(name: .openqasm, layers: layers, mirrored: mirrored, entangled: entangled)
    self.program = program
  }

  /// The same with so many layers.
  func withLayers(_ count: Int) -> AnsatzPlan {
    var ansatz = self
    ansatz.layers = count
    return ansatz
  }
}

extension AnsatzPlan: Codable {
  private enum CodingKeys: CodingKey {
    case name, openqasm, inputs, trainable, layers, entanglement, mirrored, entangled
  }

  /// Decodes an ansatz, whose entanglement may be left out; of a program all but the program.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.openqasm) {
      self.init(
        program: try Self.program(container, decoder),
        layers: try container.decodeIfPresent(Int.self, forKey: .layers) ?? 1,
        mirrored: try container.decodeIfPresent(Bool.self, forKey: .mirrored) ?? false,
        entangled: try container.decodeIfPresent(Bool.self, forKey: .entangled) ?? true)
      return
    }
    self.init(
      name: try container.decode(Name.self, forKey: .name),
      layers: try container.decode(Int.self, forKey: .layers),
      entanglement: try container.decodeIfPresent(Entanglement.self, forKey: .entanglement),
      mirrored: try container.decodeIfPresent(Bool.self, forKey: .mirrored) ?? false,
      entangled: try container.decodeIfPresent(Bool.self, forKey: .entangled) ?? true)
  }

  private static func program(
    _ container: KeyedDecodingContainer<CodingKeys>, _ decoder: any Decoder
  ) throws -> OpenQASMAnsatz {
    let source = try container.decode(String.self, forKey: .openqasm)
    let inputs = try container.decodeIfPresent([String].self, forKey: .inputs) ?? []
    let trainable = try container.decodeIfPresent(
      OpenQASMAnsatz.Trainable.self, forKey: .trainable)
    do {
      let (text, name) = try OpenQASMAnsatz.text(
        source, readsFiles: decoder.userInfo[.isPlanFile] != nil)
      return try OpenQASMAnsatz(
        text, name: name, inputs: inputs, trainable: trainable ?? .variables)
    } catch {
      throw DecodingError.dataCorruptedError(
        forKey: .openqasm, in: container, debugDescription: "\(error)")
    }
  }

  /// Encodes everything; of a program the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    if let program {
      try container.encode(program.text, forKey: .openqasm)
      try container.encode(program.inputs, forKey: .inputs)
      try container.encode(program.trainable, forKey: .trainable)
    } else {
      try container.encode(name, forKey: .name)
    }
    try container.encode(layers, forKey: .layers)
    try container.encodeIfPresent(entanglement, forKey: .entanglement)
    try container.encode(mirrored, forKey: .mirrored)
    try container.encode(entangled, forKey: .entangled)
  }
}
