/// Carries a sample's inputs into the circuit again before each layer of an ansatz: embedding, layer, embedding,
/// layer, ...
///
///     DataReuploading(
///       AngleEmbedding(qubitCount: 4, scaling: .trainable),
///       StronglyEntanglingLayers(qubitCount: 4, layerCount: 1), layerCount: 3)
///
/// Inputs: those of the embedding. Parameters: for each layer those of the embedding, if it has any, then those
/// of the ansatz. Perez-Salinas, Cervera-Lierta, Gil-Fuster and Latorre, *Data re-uploading for a universal
/// quantum classifier* (2020).
public struct DataReuploading: Embedding {
  /// What carries the inputs; each time with parameters of its own.
  public let embedding: any Embedding
  /// What follows the embedding, time after time.
  public let layers: [any Ansatz]

  /// An embedding before each of the same layers, whose parameters are their own.
  ///
  /// - Precondition: at least one layer, for as many qubits as the embedding.
  public init(_ embedding: any Embedding, _ layer: any Ansatz, layerCount: Int) {
    precondition(layerCount >= 1, "\(layerCount) layers; without any there are no inputs")
    self.init(embedding, layers: Array(repeating: layer, count: layerCount))
  }

  /// An embedding before each of these layers.
  ///
  /// - Precondition: at least one layer, each for as many qubits as the embedding. An embedding that prepares
  ///   a state (``AmplitudeEmbedding``, ``BasisEmbedding``) can do so only once.
  public init(_ embedding: any Embedding, layers: [any Ansatz]) {
    precondition(!layers.isEmpty, "no layers; without any there are no inputs")
    for layer in layers {
      precondition(
        layer.qubitCount == embedding.qubitCount,
        "a layer for \(layer.qubitCount) qubits after an embedding for \(embedding.qubitCount)")
    }
    self.embedding = embedding
    self.layers = layers
  }

  /// As many as the embedding has.
  public var qubitCount: Int { embedding.qubitCount }
  /// As many as the embedding has, however often it is repeated.
  public var inputCount: Int { embedding.inputCount }
  /// Those of each layer and of the embedding before it.
  public var parameterCount: Int {
    layers.reduce(0) { $0 + embedding.parameterCount + $1.parameterCount }
  }

  /// Appends the embedding and a layer, time after time.
  public func append(to circuit: inout Circuit) {
    for layer in layers {
      circuit.append(embedding)
      circuit.append(layer)
    }
  }
}
