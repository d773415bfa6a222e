import QuantumSimulation
import RandomStreams

extension Gate {
  /// Every gate, those with a variable number of qubits in a few sizes.
  static let representatives: [Gate] =
    named
    + [1, 2, 3].map { .mcx(controlCount: $0) }
    + [
      [.x], [.y, .y], [.z, .z], [.y, .z], [.z, .x, .y], [.z, .z, .z], [.y, .z, .y, .x],
    ].map { .pauliRotation($0) }
}

/// A circuit of random gates on random qubits. Angles are of all kinds; inputs and parameters occur more than once.
func randomCircuit(
  qubitCount: Int, depth: Int, gates: [Gate] = Gate.representatives,
  preparation: Preparation = .groundState, inputCount: Int = 2, parameterCount: Int = 6,
  from stream: inout RandomStream
) -> Circuit {
  let fitting = gates.filter { $0.qubitCount <= qubitCount }
  var circuit = Circuit(qubitCount: qubitCount)
  circuit.prepare(preparation)
  for _ in 0..<depth {
    let gate = fitting[stream.index(below: fitting.count)]
    let angles = (0..<gate.angleCount).map { _ in
      randomAngle(inputCount: inputCount, parameterCount: parameterCount, from: &stream)
    }
    let qubits = stream.permutation(of: qubitCount).prefix(gate.qubitCount)
    circuit.append(Circuit.Operation(gate, angles, on: Array(qubits)))
  }
  return circuit
}

func randomAngle(
  inputCount: Int, parameterCount: Int, from stream: inout RandomStream
) -> Angle {
  let input = stream.index(below: inputCount)
  let parameter = stream.index(below: parameterCount)
  return switch stream.index(below: 6) {
  case 0: .constant(stream.uniform(in: -4..<4))
  case 1: .input(input)
  case 2: .scaledInput(parameter: parameter, input: input)
  case 3: .inputProduct(input, stream.index(below: inputCount))
  default: .parameter(parameter)
  }
}

/// Random numbers that the circuit takes, `[samples, inputs]`: 0 or 1 where they are bits.
func randomInputs(
  of circuit: Circuit, sampleCount: Int, from stream: inout RandomStream
) -> [Double] {
  (0..<sampleCount).flatMap { _ in
    (0..<circuit.inputCount).map { index in
      if case .basis(let bits) = circuit.preparation, bits.contains(index) {
        Double(stream.index(below: 2))
      } else {
        stream.uniform(in: -4..<4)
      }
    }
  }
}

/// A product of random Pauli operators, at least one.
func randomPauliString(qubitCount: Int, from stream: inout RandomStream) -> PauliString {
  var factors: [Int: Pauli] = [stream.index(below: qubitCount): .z]
  for qubit in 0..<qubitCount where stream.index(below: 2) == 0 {
    factors[qubit] = Pauli.allCases[stream.index(below: 3)]
  }
  return PauliString(factors)
}

/// Expectation values of two products, or the probabilities of some of the qubits in some order.
func randomMeasurements(
  qubitCount: Int, from stream: inout RandomStream
) -> [VariationalCircuit.Measurement] {
  let observables = (0..<2).map { _ in randomPauliString(qubitCount: qubitCount, from: &stream) }
  let qubits = stream.permutation(of: qubitCount).prefix(1 + stream.index(below: qubitCount))
  return [.expectationValues(observables), .probabilities(of: Array(qubits))]
}

func randomNumbers(_ count: Int, from stream: inout RandomStream) -> [Double] {
  (0..<count).map { _ in stream.uniform(in: -4..<4) }
}

/// Mostly the ground state, sometimes basis states or amplitudes of the circuit's own inputs.
func randomPreparation(qubitCount: Int, from stream: inout RandomStream) -> Preparation {
  switch stream.index(below: 6) {
  case 0: .basis(inputs: 0..<1 + stream.index(below: qubitCount))
  case 1: .amplitudes(inputs: 0..<1 + stream.index(below: 1 << qubitCount), padding: 0.3)
  default: .groundState
  }
}

/// Every template once.
var templateCircuits: [(name: String, circuit: Circuit)] {
  func circuit(_ qubitCount: Int, _ templates: any CircuitTemplate...) -> (String, Circuit) {
    var circuit = Circuit(qubitCount: qubitCount)
    for template in templates { circuit.append(template) }
    return ("\(templates.map { type(of: $0) })", circuit)
  }
  let angles = AngleEmbedding(qubitCount: 4)
  var given = Circuit(qubitCount: 4)
  given.append(.cry, .parameter(0), on: 3, 1)
  given.append(.rxx, .scaledInput(parameter: 1, input: 2), on: 0, 2)
  return [
    circuit(4, angles, StronglyEntanglingLayers(qubitCount: 4, layerCount: 2)),
    circuit(4, angles, BasicEntanglerLayers(qubitCount: 4, layerCount: 2)),
    circuit(4, angles, SimplifiedTwoDesign(qubitCount: 4, layerCount: 2)),
    circuit(4, angles, TwoLocal.realAmplitudes(qubitCount: 4, layerCount: 2)),
    circuit(
      4, angles, TwoLocal.efficientSU2(qubitCount: 4, layerCount: 1, entanglement: .full)),
    circuit(
      4, angles,
      TwoLocal(
        qubitCount: 4, layerCount: 2, rotations: [.rx, .p], entangler: .crx, entanglement: .ring)),
    circuit(4, angles, SpecialUnitaryRing(qubitCount: 4, blockCount: 4)),
    circuit(4, angles, SpecialUnitaryBrickWall(qubitCount: 4, layerCount: 1)),
    circuit(3, AngleEmbedding(qubitCount: 3, axis: .x), ArbitraryUnitary(qubitCount: 3)),
    circuit(4, angles, QCNN(qubitCount: 4)),
    circuit(4, angles, ExcitationPreserving(qubitCount: 4, layerCount: 2)),
    circuit(4, angles, Mirrored(StronglyEntanglingLayers(qubitCount: 4, layerCount: 1))),
    circuit(4, angles, Unentangled(StronglyEntanglingLayers(qubitCount: 4, layerCount: 2))!),
    circuit(4, angles, GivenCircuit(given)),
    circuit(
      4, AmplitudeEmbedding(qubitCount: 4, inputCount: 11, padding: 0.5),
      StronglyEntanglingLayers(qubitCount: 4, layerCount: 1)),
    circuit(
      4, BasisEmbedding(qubitCount: 4), StronglyEntanglingLayers(qubitCount: 4, layerCount: 1)),
    circuit(4, IQPEmbedding(qubitCount: 4, repeatCount: 2)),
    circuit(
      4,
      DataReuploading(
        AngleEmbedding(qubitCount: 4, axis: .z, scaling: .trainable),
        StronglyEntanglingLayers(qubitCount: 4, layerCount: 1), layerCount: 3)),
    circuit(
      4,
      DataReuploading(
        AngleEmbedding(qubitCount: 4), BasicEntanglerLayers(qubitCount: 4, layerCount: 1),
        layerCount: 2)),
  ] + (1...19).map { circuit(4, angles, SimAnsatz(number: $0, qubitCount: 4, layerCount: 1)) }
}
