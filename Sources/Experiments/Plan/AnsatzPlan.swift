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
  }
}

extension AnsatzPlan.Name {
  /// `ansatz`
  public static let kind = "ansatz"

  /// All families.
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
    case name, layers, entanglement, mirrored, entangled
  }

  /// Decodes an ansatz, whose entanglement may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(Name.self, forKey: .name),
      layers: try container.decode(Int.self, forKey: .layers),
      entanglement: try container.decodeIfPresent(Entanglement.self, forKey: .entanglement),
      mirrored: try container.decodeIfPresent(Bool.self, forKey: .mirrored) ?? false,
      entangled: try container.decodeIfPresent(Bool.self, forKey: .entangled) ?? true)
  }
}
