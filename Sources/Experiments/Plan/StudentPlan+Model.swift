import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation

// From what a plan says to what can be run.

extension NetworkTeacherPlan {
  /// The network from features to classes.
  func makeModel(
    inputCount: Int, classCount: Int, place: String
  ) throws(PlanError) -> Model {
    let hidden = network.hidden.map {
      LayerPlan.dense(units: .count($0), activation: network.activation)
    }
    return try makeLayers(
      hidden + [.dense(units: .classes)], place: "\(place).network.hidden", inputCount: inputCount,
      classCount: classCount)
  }
}

extension StudentPlan {
  /// The model from features to classes.
  func makeModel(inputCount: Int, classCount: Int) throws(PlanError) -> Model {
    try makeLayers(
      layers, place: "students.\(name)", inputCount: inputCount, classCount: classCount)
  }
}

extension ObjectivePlan {
  /// The objective.
  func makeObjective() throws(PlanError) -> Objective {
    try forEachTerm { term throws(InvalidSetting) in try Objective.check(term) }
    return Objective(terms.map(\.term))
  }

  /// Makes sure that a student can be trained for the objective.
  func check(student: Model, called name: String) throws(PlanError) {
    try forEachTerm { term throws(InvalidSetting) in
      do throws(InvalidSetting) {
        try term.check(student: student)
      } catch {
        throw InvalidSetting(error.name, "for the student \(name): \(error.problem)")
      }
    }
  }

  /// Says where in the plan a term's setting is that cannot be.
  func forEachTerm(
    _ body: (any ObjectiveTerm) throws(InvalidSetting) -> Void
  ) throws(PlanError) {
    for (index, term) in terms.map(\.term).enumerated() {
      do throws(InvalidSetting) {
        try body(term)
      } catch {
        throw PlanError(
          "objectives.\(name)\(isOfTermsAlone ? "" : ".terms")[\(index)].\(type(of: term).name).\(error.name)",
          error.problem)
      }
    }
  }
}

/// More weights than this make no small student, nor a teacher that could be trained here.
private let parameterLimit = 100_000_000

private func makeLayers(
  _ plans: [LayerPlan], place: String, inputCount: Int, classCount: Int
) throws(PlanError) -> Model {
  var layers: [any Layer] = []
  var frozen: Set<Int> = []
  var width = inputCount
  for (index, plan) in plans.enumerated() {
    let place = "\(place)[\(index)]"
    switch plan {
    case .dense(let dense):
      let units = dense.units.count(classCount: classCount)
      guard units > 0 else { throw PlanError(place, "\(units) units; at least 1 is needed") }
      let (weights, overflows) = units.multipliedReportingOverflow(by: width)
      guard !overflows, weights <= parameterLimit else {
        throw PlanError(place, "\(units) units; the layer has more than \(parameterLimit) weights")
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

extension Model {
  /// The places of the layers that a plan lists: an activation belongs to the dense layer before it.
  var plannedLayers: [Int] { layers.indices.filter { !(layers[$0] is ActivationLayer) } }
}
