import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables

/// A sequence of layers, classical and quantum, from a sample's features to its logits.
///
/// A model is an immutable description: its parameters are one flat vector that the caller keeps, the
/// layers' shares one after another. Many runs share one model.
///
///     let model = Model([
///       Dense(inputCount: 2, outputCount: 4, hasBias: false),
///       CircuitLayer(circuit),
///       Dense(inputCount: 2, outputCount: 3, hasBias: false),
///     ])
///     var stream = RandomStream(seed: 0, name: "init")
///     let logits = model.logits(for: features, parameters: model.initialParameters(from: &stream))
public struct Model: Sendable {
  /// The layers, from the features to the logits.
  public let layers: [any Layer]
  /// The layers whose parameters stay as they were drawn.
  public let frozenLayers: Set<Int>
  /// Where a loss looks beside the logits.
  public let taps: [ModelTap]
  /// Each layer's share of the parameter vector.
  public let parameterRanges: [Range<Int>]
  /// The circuits that run for the taps that need one.
  let probes: [CircuitLayer?]

  /// A model of these layers.
  ///
  /// - Precondition: there is a layer; each takes as many numbers as the one before gives. Layers with taps exist; those
  ///   with taps for observables are circuits, which have the observables' qubits.
  public init(_ layers: [any Layer], frozenLayers: Set<Int> = [], taps: [ModelTap] = []) {
    precondition(!layers.isEmpty, "a model without layers")
    for (index, pair) in zip(layers, layers.dropFirst()).enumerated() {
      precondition(
        pair.0.outputCount == pair.1.inputCount,
        "layer \(index) gives \(pair.0.outputCount) numbers, the next takes \(pair.1.inputCount)")
    }
    precondition(
      frozenLayers.allSatisfy(layers.indices.contains),
      "frozen layers \(frozenLayers.sorted()) of \(layers.count)")
    self.layers = layers
    self.frozenLayers = frozenLayers
    self.taps = taps
    probes = taps.map { $0.makeProbe(layers) }
    var end = 0
    parameterRanges = layers.map { layer in
      defer { end += layer.parameterCount }
      return end..<end + layer.parameterCount
    }
  }

  /// The same model with other taps.
  public func tapped(at taps: [ModelTap]) -> Model {
    Model(layers, frozenLayers: frozenLayers, taps: taps)
  }

  /// The same model with its circuits run in another way.
  ///
  /// - Precondition: every circuit can be: ``executionProblem(_:isTrained:)``.
  public func executed(_ execution: CircuitExecution) -> Model {
    Model(
      layers.map { ($0 as? CircuitLayer)?.executed(execution) ?? $0 }, frozenLayers: frozenLayers,
      taps: taps)
  }

  /// What keeps a circuit of the model from being run in a way, if anything, in a line.
  ///
  /// - Parameters:
  ///   - execution: how the circuits would be run.
  ///   - isTrained: whether derivatives are wanted.
  public func executionProblem(_ execution: CircuitExecution, isTrained: Bool = true) -> String? {
    if isTrained, execution.foldings.count > 1 {
      return "an extrapolation to no noise has no derivatives: train with one folding"
    }
    for (index, layer) in layers.enumerated() {
      guard let circuit = (layer as? CircuitLayer)?.circuit else { continue }
      if let problem = execution.problem(with: circuit) { return problem }
      if isTrained, case .amplitudes = circuit.circuit.preparation, index > 0,
        execution.shots != nil
      {
        return
          "amplitudes that come from layers before have no derivatives from shots: embed angles, or train without shots"
      }
    }
    return nil
  }

  /// How many features a sample has.
  public var inputCount: Int { layers.first!.inputCount }
  /// How many classes there are: one logit for each.
  public var classCount: Int { layers.last!.outputCount }
  /// The length of the parameter vector.
  public var parameterCount: Int { parameterRanges.last!.upperBound }
  /// How many parameters are angles of circuits.
  public var quantumParameterCount: Int {
    layers.reduce(0) { $0 + ($1.isQuantum ? $1.parameterCount : 0) }
  }
  /// How many parameters belong to classical layers.
  public var classicalParameterCount: Int { parameterCount - quantumParameterCount }
  /// How many parameters training changes.
  public var trainedParameterCount: Int { trainedRanges.reduce(0) { $0 + $1.count } }
  /// The parts of the parameter vector that training changes.
  public var trainedRanges: [Range<Int>] {
    layers.indices.filter { !frozenLayers.contains($0) }.map { parameterRanges[$0] }
  }

  /// Draws all layers' initial parameters, `[parameterCount]`.
  public func initialParameters(from stream: inout RandomStream) -> [Double] {
    layers.flatMap { $0.initialParameters(from: &stream) }
  }

  /// What keeps the model from taking samples, `[samples, inputCount]`, if anything does: where it begins with a circuit whose
  /// first state is made from them, the first sample that has none.
  public func problem(with features: Matrix) -> String? {
    inputError(in: features).map { "\($0)" }
  }

  /// The first sample, of `[samples, inputCount]`, that the model cannot take, if there is one; see ``problem(with:)``.
  public func inputError(in features: Matrix) -> CircuitInputError? {
    guard let circuit = (layers[0] as? CircuitLayer)?.circuit, features.rowCount > 0 else {
      return nil
    }
    do throws(CircuitInputError) {
      try circuit.check(inputs: features.elements, sampleCount: features.rowCount)
      return nil
    } catch {
      return error
    }
  }
}
