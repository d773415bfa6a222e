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

  /// The families.
  public enum Name: PlanName {
    /// ``StronglyEntanglingLayers``
    case stronglyEntangling
    /// ``BasicEntanglerLayers``
    case basicEntangler
    /// ``SimplifiedTwoDesign``
    case simplifiedTwoDesign
    /// ``TwoLocal.realAmplitudes(qubitCount:layerCount:entanglement:)``
    case realAmplitudes
    /// ``TwoLocal.efficientSU2(qubitCount:layerCount:entanglement:)``
    case efficientSU2
    /// ``TwoLocal`` with RY and CNOTs.
    case twoLocal
    /// ``SimAnsatz`` with this number.
    case sim(Int)
    /// ``SpecialUnitaryRing``; a layer is one block for each qubit, once round the ring.
    case specialUnitaryRing
    /// ``SpecialUnitaryBrickWall``
    case specialUnitaryBrickWall
    /// ``ArbitraryUnitary``; a layer is a whole one, so that one is enough unless inputs come between.
    case arbitraryUnitary
    /// ``QCNN``; each layer halves the number of qubits.
    case qcnn
    /// A program in OpenQASM; a layer is the whole of it.
    case openqasm
  }
}

extension AnsatzPlan.Name {
  /// `ansatz`
  public static let kind = "ansatz"

  /// All families that have names; programs have none.
  public static let allCases: [AnsatzPlan.Name] =
    [.stronglyEntangling, .basicEntangler, .simplifiedTwoDesign, .realAmplitudes]
    + [.efficientSU2, .twoLocal] + (1...19).map { .sim($0) }
    + [.specialUnitaryRing, .specialUnitaryBrickWall, .arbitraryUnitary, .qcnn]

  /// All names, those of the nineteen circuits in short.
  public static var list: String {
    let names = allCases.map(\.rawValue)
    let first = names.prefix { !$0.hasPrefix("sim-") }
    let last = names.reversed().prefix { !$0.hasPrefix("sim-") }.reversed()
    return (first + ["sim-1 to sim-19"] + last).joined(separator: ", ")
  }

  /// The family of that name.
  public init?(rawValue: String) {
    guard let name = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = name
  }

  /// The family's name in plans.
  public var rawValue: String {
    switch self {
    case .stronglyEntangling: "strongly-entangling"
    case .basicEntangler: "basic-entangler"
    case .simplifiedTwoDesign: "simplified-two-design"
    case .realAmplitudes: "real-amplitudes"
    case .efficientSU2: "efficient-su2"
    case .twoLocal: "two-local"
    case .sim(let number): "sim-\(number)"
    case .specialUnitaryRing: "su4-ring"
    case .specialUnitaryBrickWall: "su4-brick-wall"
    case .arbitraryUnitary: "arbitrary-unitary"
    case .qcnn: "qcnn"
    case .openqasm: "openqasm"
    }
  }

  /// What an entangling layer joins unless a plan says otherwise; `nil` for families that leave no choice.
  public var defaultEntanglement: Entanglement? {
    switch self {
    case .realAmplitudes, .efficientSU2: .reverseLinear
    case .twoLocal: .linear
    default: nil
    }
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
