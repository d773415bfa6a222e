import QuantumSimulation
import RandomStreams

/// Every gate with angles of every kind, on random qubits out of four: inputs 0 and 1, parameters 0 to 4.
func everyGate(from stream: inout RandomStream) -> Circuit {
  let others: [Gate] =
    (0...3).map { .mcx(controlCount: $0) }
    + [[.x], [.y], [.z], [.y, .z], [.z, .x, .y], [.x, .y, .z, .y]].map { .pauliRotation($0) }
  var circuit = Circuit(qubitCount: 4)
  for qubit in 0..<4 { circuit.append(.ry, 0.4, on: qubit) }
  for gate in Gate.named + others {
    for round in 0..<3 {
      let angles = (0..<gate.angleCount).map { place -> Angle in
        switch (place + round) % 5 {
        case 0: .parameter(stream.index(below: 5))
        case 1: .input(stream.index(below: 2))
        case 2: .constant(stream.uniform(in: -4..<4))
        case 3: .scaledInput(parameter: stream.index(below: 5), input: stream.index(below: 2))
        default: .inputProduct(0, 1)
        }
      }
      let qubits = stream.permutation(of: 4).prefix(gate.qubitCount)
      circuit.append(Circuit.Operation(gate, angles, on: Array(qubits)))
    }
  }
  // So that there are as many as the names say.
  for parameter in 0..<5 { circuit.append(.rx, .parameter(parameter), on: parameter % 4) }
  for input in 0..<2 { circuit.append(.ry, .input(input), on: input) }
  return circuit
}

/// All that can be known of a circuit's final state, but for its phase: the expectation values of all products of Pauli
/// operators on three qubits, and of one with the fourth.
func everything(
  _ circuit: Circuit, inputs: [Double] = [], parameters: [Double] = []
) -> [Double] {
  let qubits = Array(0..<min(3, circuit.qubitCount))
  var observables = PauliString.all(on: qubits)
  if circuit.qubitCount > 3 { observables += observables.map { $0.times(.y, on: 3) } + [.z(3)] }
  return VariationalCircuit(circuit, measuring: observables)
    .outputs(inputs: inputs, parameters: parameters, sampleCount: 1)
}

extension PauliString {
  fileprivate func times(_ pauli: Pauli, on qubit: Int) -> PauliString {
    PauliString(factors.merging([qubit: pauli]) { $1 })
  }
}
