import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation

// From what a plan says to what can be run.

extension DataPlan {
  /// The generator that this describes.
  func makeGenerator() throws(PlanError) -> ExtendedXOR {
    do throws(DatasetError) {
      return try ExtendedXOR(grid: grid, classCount: classes, sigma: sigma, dimension: dimension)
    } catch {
      throw PlanError("data", "\(error)")
    }
  }
}

extension TeacherPlan {
  /// The network from features to classes.
  func makeModel(inputCount: Int, classCount: Int) throws(PlanError) -> Model {
    let hidden = network.hidden.map { LayerPlan.dense(units: $0, activation: network.activation) }
    return try makeLayers(
      hidden + [.dense(units: classCount)], place: "teacher", inputCount: inputCount,
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
    var made: [any ObjectiveTerm] = []
    for term in terms {
      switch term {
      case .crossEntropy(let weight):
        try checkWeight(weight)
        made.append(CrossEntropyTerm(weight: weight))
      case .logits(let weight, let temperature):
        try checkWeight(weight)
        guard temperature > 0, temperature.isFinite else {
          throw PlanError("objectives.\(name)", "temperature \(temperature); it must be above 0")
        }
        made.append(LogitsTerm(weight: weight, temperature: temperature))
      }
    }
    return Objective(made)
  }

  private func checkWeight(_ weight: Double) throws(PlanError) {
    guard weight.isFinite, weight >= 0 else {
      throw PlanError("objectives.\(name)", "weight \(weight); it must be a number from 0 upwards")
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
    let place = "\(place).layers[\(index)]"
    switch plan {
    case .dense(let units, let bias, let activation, let weightScale):
      guard units > 0 else { throw PlanError(place, "\(units) units; at least 1 is needed") }
      let (weights, overflows) = units.multipliedReportingOverflow(by: width)
      guard !overflows, weights <= parameterLimit else {
        throw PlanError(place, "\(units) units; the layer has more than \(parameterLimit) weights")
      }
      guard weightScale.isFinite else { throw PlanError(place, "weightScale \(weightScale)") }
      layers.append(
        Dense(
          inputCount: width, outputCount: units, hasBias: bias,
          initializer: DenseInitializer(weightScale: weightScale)))
      if let activation { layers.append(ActivationLayer(activation, count: units)) }
    case .circuit(_, let ansatz, let measured, let isFrozen):
      if isFrozen { frozen.insert(layers.count) }
      let circuit = try makeCircuit(ansatz, measuring: measured, qubitCount: width, place: place)
      layers.append(CircuitLayer(circuit))
    }
    width = layers.last!.outputCount
  }
  guard width == classCount, !layers.isEmpty else {
    throw PlanError(place, "the last layer gives \(width) numbers for \(classCount) classes")
  }
  return Model(layers, frozenLayers: frozen)
}

/// Deeper circuits than this nobody can train.
private let layerLimit = 10_000

private func makeCircuit(
  _ ansatz: AnsatzPlan, measuring measured: [Int], qubitCount: Int, place: String
) throws(PlanError) -> VariationalCircuit {
  guard qubitCount <= Circuit.qubitLimit else {
    throw PlanError(place, "\(qubitCount) qubits; at most \(Circuit.qubitLimit) are simulated")
  }
  guard !measured.isEmpty, Set(measured).count == measured.count,
    measured.allSatisfy((0..<qubitCount).contains)
  else {
    throw PlanError(
      place, "measures \(measured); name different qubits from 0 to \(qubitCount - 1)")
  }
  guard (0...layerLimit).contains(ansatz.layers) else {
    throw PlanError(place, "\(ansatz.layers) layers; there may be 0 to \(layerLimit)")
  }
  var circuit = Circuit(qubitCount: qubitCount)
  circuit.append(AngleEmbedding(qubitCount: qubitCount))
  circuit.append(try ansatz.makeAnsatz(qubitCount: qubitCount, place: place))
  return VariationalCircuit(circuit, measuring: PauliString.z(of: measured))
}

extension AnsatzPlan {
  /// The family's member with this depth.
  fileprivate func makeAnsatz(qubitCount: Int, place: String) throws(PlanError) -> any Ansatz {
    switch name {
    case .specialUnitaryRing, .specialUnitaryBrickWall:
      guard qubitCount >= 2 else {
        throw PlanError(place, "\(name.rawValue) needs at least 2 qubits")
      }
    default: break
    }
    return switch name {
    case .stronglyEntangling:
      StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: layers)
    case .basicEntangler: BasicEntanglerLayers(qubitCount: qubitCount, layerCount: layers)
    case .simplifiedTwoDesign: SimplifiedTwoDesign(qubitCount: qubitCount, layerCount: layers)
    case .realAmplitudes: TwoLocal.realAmplitudes(qubitCount: qubitCount, layerCount: layers)
    case .efficientSU2: TwoLocal.efficientSU2(qubitCount: qubitCount, layerCount: layers)
    case .specialUnitaryRing:
      SpecialUnitaryRing(qubitCount: qubitCount, blockCount: layers * qubitCount)
    case .specialUnitaryBrickWall:
      SpecialUnitaryBrickWall(qubitCount: qubitCount, layerCount: layers)
    }
  }
}
