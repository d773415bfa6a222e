import HybridModels
import NeuralNetworks
import QuantumSimulation

// From what a plan says to what can be run.

extension StudentPlan {
  /// The model from features to classes.
  func makeModel(inputCount: Int, classCount: Int) throws(PlanError) -> Model {
    try layers.makeModel(
      place: "students.\(name)", inputCount: inputCount, classCount: classCount)
  }
}

/// More weights than this make no small student, nor a teacher that could be trained here.
private let parameterLimit = 100_000_000

extension [LayerPlan] {
  /// The model that these layers make, from inputs to classes.
  func makeModel(
    place: String, inputCount: Int, classCount: Int
  ) throws(PlanError) -> Model {
    var layers: [any Layer] = []
    var frozen: Set<Int> = []
    var width = inputCount
    for (index, plan) in enumerated() {
      let place = "\(place)[\(index)]"
      switch plan {
      case .dense(let dense):
        let units = dense.units.count(classCount: classCount)
        guard units > 0 else { throw PlanError(place, "\(units) units; at least 1 is needed") }
        let (weights, overflows) = units.multipliedReportingOverflow(by: width)
        guard !overflows, weights <= parameterLimit else {
          throw PlanError(
            place, "\(units) units; the layer has more than \(parameterLimit) weights")
        }
        guard dense.weightScale.isFinite else {
          throw PlanError(place, "weightScale \(dense.weightScale)")
        }
        layers.append(
          Dense(
            inputCount: width, outputCount: units, hasBias: dense.bias,
            initializer: DenseInitializer(dense.initial, weightScale: dense.weightScale)))
        if let activation = dense.activation {
          layers.append(ActivationLayer(activation, count: units))
        }
      case .circuit(let circuit):
        if circuit.frozen { frozen.insert(layers.count) }
        try circuit.checkLayer(index, place: place)
        let made = try circuit.makeCircuit(inputCount: width, place: place)
        layers.append(
          CircuitLayer(
            made,
            initializer: try circuit.makeInitializer(
              qubitCount: made.circuit.qubitCount, place: place)))
      case .scale(let scale):
        guard scale.initial.isFinite else { throw PlanError(place, "initial \(scale.initial)") }
        layers.append(Scale(count: width, initial: scale.initial, isPerUnit: scale.perUnit))
      }
      width = layers.last!.outputCount
    }
    guard width == classCount, !layers.isEmpty else {
      throw PlanError(place, "the last layer gives \(width) numbers for \(classCount) classes")
    }
    return Model(layers, frozenLayers: frozen)
  }
}

extension Model {
  /// The places of the layers that a plan lists: an activation belongs to the dense layer before it.
  var plannedLayers: [Int] { layers.indices.filter { !(layers[$0] is ActivationLayer) } }
}
