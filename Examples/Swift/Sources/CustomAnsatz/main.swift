// An ansatz of one's own: the layers of a transverse-field Ising model, each with two angles that all qubits share.

import QuantumDistillation

/// exp(-i b sum of X) exp(-i a sum of Z Z along a ring), layer by layer.
///
/// Parameters: `[layers, 2]`, twice a and twice b in radians. After Hadfield et al., *From the quantum approximate optimization
/// algorithm to a quantum alternating operator ansatz* (2019).
struct IsingLayers: Ansatz {
  let qubitCount: Int
  let layerCount: Int

  var parameterCount: Int { 2 * layerCount }

  func append(to circuit: inout Circuit) {
    for _ in 0..<layerCount {
      let first = circuit.parameterCount
      for qubit in 0..<qubitCount {
        circuit.append(.rzz, .parameter(first), on: qubit, (qubit + 1) % qubitCount)
      }
      for qubit in 0..<qubitCount { circuit.append(.rx, .parameter(first + 1), on: qubit) }
    }
  }
}

var circuit = Circuit(qubitCount: 4)
circuit.append(AngleEmbedding(qubitCount: 4))
circuit.append(IsingLayers(qubitCount: 4, layerCount: 3))
let measured = VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<4))
print(CircuitDrawing(measured).text(width: 100))

// Its derivatives need no further line: two ways to compute them agree.
let angles = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
func derivatives(_ method: GradientMethod) -> [Double] {
  measured.gradient(
    outputGradient: [1, 1, 1, 1], inputs: [0.3, -0.7, 1.1, 0.2], parameters: angles,
    sampleCount: 1, method: method
  ).parameters
}
let difference = zip(derivatives(.adjoint), derivatives(.parameterShift)).map { abs($0 - $1) }
  .max()!
print("adjoint and parameter shift differ by less than 1e-12:", difference < 1e-12)

let task = try ExtendedXOR(grid: 2, classCount: 2, sigma: 0.2)
let student = Model([
  Dense(inputCount: 2, outputCount: 4), CircuitLayer(measured),
  Dense(inputCount: 4, outputCount: 2),
])
let trained = try Trainer(
  student, objective: Objective([CrossEntropyTerm(weight: 1)]),
  settings: TrainingSettings(optimizer: .adam(rate: 0.05), epochs: 200)
).train(on: TrainingSet(try task.sample(.student, perBlob: 10, seed: 0)), seed: 0)
let test = try task.sample(.test, perBlob: 100, seed: 0)
let predictions = student.logits(for: test.features, parameters: trained.parameters).argmaxOfRows()
print(
  "\(student.quantumParameterCount) angles, macro-F1 above 0.95:",
  macroF1(predictions: predictions, labels: test.labels) > 0.95)
