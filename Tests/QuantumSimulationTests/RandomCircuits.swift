import QuantumSimulation
import RandomStreams

/// A circuit of random gates on random qubits. Angles are constants, inputs and parameters; inputs and parameters
/// occur more than once.
func randomCircuit(
  qubitCount: Int, depth: Int, gates: [Gate] = Gate.allCases, inputCount: Int = 2,
  parameterCount: Int = 6, from stream: inout RandomStream
) -> Circuit {
  let fitting = gates.filter { $0.qubitCount <= qubitCount }
  var circuit = Circuit(qubitCount: qubitCount)
  for _ in 0..<depth {
    let gate = fitting[stream.index(below: fitting.count)]
    let angles = (0..<gate.angleCount).map { _ -> Angle in
      switch stream.index(below: 4) {
      case 0: .constant(stream.uniform(in: -4..<4))
      case 1: .input(stream.index(below: inputCount))
      default: .parameter(stream.index(below: parameterCount))
      }
    }
    let qubits = stream.permutation(of: qubitCount).prefix(gate.qubitCount)
    circuit.append(Circuit.Operation(gate, angles, on: Array(qubits)))
  }
  return circuit
}

/// A product of random Pauli operators, at least one.
func randomPauliString(qubitCount: Int, from stream: inout RandomStream) -> PauliString {
  var factors: [Int: Pauli] = [stream.index(below: qubitCount): .z]
  for qubit in 0..<qubitCount where stream.index(below: 2) == 0 {
    factors[qubit] = Pauli.allCases[stream.index(below: 3)]
  }
  return PauliString(factors)
}

func randomNumbers(_ count: Int, from stream: inout RandomStream) -> [Double] {
  (0..<count).map { _ in stream.uniform(in: -4..<4) }
}
