import NeuralNetworks

/// A layer of a student, without the sizes that follow from its neighbours.
public enum LayerPlan: Sendable, Hashable, Codable {
  /// A dense layer, followed by an activation if there is one. `weightScale` widens its initial weights.
  case dense(units: Int, bias: Bool = true, activation: Activation? = nil, weightScale: Double = 1)

  /// A variational circuit on as many qubits as the layer before has units. The Z of each measured qubit
  /// is an output. The angles of a frozen circuit stay as they were drawn.
  case circuit(
    embedding: EmbeddingName = .angle, ansatz: AnsatzPlan, measure: [Int], frozen: Bool = false)

  /// How inputs enter a circuit.
  public enum EmbeddingName: String, Sendable, Codable {
    /// ``AngleEmbedding``, about Y.
    case angle
  }
}

/// A parameterised circuit: a family and its depth.
public struct AnsatzPlan: Sendable, Hashable, Codable {
  /// The family.
  public enum Name: String, CaseIterable, Sendable, Codable {
    /// ``StronglyEntanglingLayers``
    case stronglyEntangling = "strongly-entangling"
    /// ``BasicEntanglerLayers``
    case basicEntangler = "basic-entangler"
    /// ``SimplifiedTwoDesign``
    case simplifiedTwoDesign = "simplified-two-design"
    /// ``TwoLocal.realAmplitudes(qubitCount:layerCount:entanglement:)``
    case realAmplitudes = "real-amplitudes"
    /// ``TwoLocal.efficientSU2(qubitCount:layerCount:entanglement:)``
    case efficientSU2 = "efficient-su2"
    /// ``SpecialUnitaryRing``; a layer is one block for each qubit, once round the ring.
    case specialUnitaryRing = "su4-ring"
    /// ``SpecialUnitaryBrickWall``
    case specialUnitaryBrickWall = "su4-brick-wall"
  }

  /// The family.
  public var name: Name
  /// The depth.
  public var layers: Int

  /// An ansatz.
  public init(name: Name, layers: Int) {
    self.name = name
    self.layers = layers
  }
}
