/// A variational circuit: how inputs enter it, its ansatz and what is measured.
public struct CircuitPlan: Sendable, Hashable {
  /// How many qubits; by default as many as the inputs need: one for each, or for amplitudes their number's
  /// logarithm.
  public var qubits: Int?
  /// How inputs enter. A circuit without inputs can be looked at, but is no layer of a model.
  public var embedding: EmbeddingPlan?
  /// The trainable part.
  public var ansatz: AnsatzPlan
  /// Whether inputs enter again before each layer of the ansatz: ``DataReuploading``. Each of its layers is then the
  /// ansatz with a single layer, initial and final rotations included, if it has any.
  public var reupload: Bool
  /// What comes out.
  public var measure: MeasurementPlan
  /// How initial angles are drawn.
  public var initial: InitialAnglesPlan
  /// Whether the angles stay as they were drawn.
  public var frozen: Bool

  /// A circuit.
  public init(
    qubits: Int? = nil, embedding: EmbeddingPlan? = .angle(), ansatz: AnsatzPlan,
    reupload: Bool = false, measure: MeasurementPlan = .remaining,
    initial: InitialAnglesPlan = .uniform(), frozen: Bool = false
  ) {
    self.qubits = qubits
    self.embedding = embedding
    self.ansatz = ansatz
    self.reupload = reupload
    self.measure = measure
    self.initial = initial
    self.frozen = frozen
  }
}

extension CircuitPlan: Codable {
  private enum CodingKeys: CodingKey {
    case qubits, embedding, ansatz, reupload, measure, initial, frozen
  }

  /// Decodes a circuit, of which all but the ansatz may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(ansatz: try container.decode(AnsatzPlan.self, forKey: .ansatz))
    qubits = try container.decodeIfPresent(Int.self, forKey: .qubits)
    // `null` is no embedding.
    if container.contains(.embedding) {
      embedding = try container.decode(EmbeddingPlan?.self, forKey: .embedding)
    } else if ansatz.hasInputs {
      embedding = nil
    }
    reupload = try container.decodeIfPresent(Bool.self, forKey: .reupload) ?? reupload
    measure = try container.decodeIfPresent(MeasurementPlan.self, forKey: .measure) ?? measure
    initial = try container.decodeIfPresent(InitialAnglesPlan.self, forKey: .initial) ?? initial
    frozen = try container.decodeIfPresent(Bool.self, forKey: .frozen) ?? frozen
  }

  /// Encodes everything, but for a number of qubits that was not chosen.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(qubits, forKey: .qubits)
    try container.encode(embedding, forKey: .embedding)
    try container.encode(ansatz, forKey: .ansatz)
    try container.encode(reupload, forKey: .reupload)
    try container.encode(measure, forKey: .measure)
    try container.encode(initial, forKey: .initial)
    try container.encode(frozen, forKey: .frozen)
  }
}
