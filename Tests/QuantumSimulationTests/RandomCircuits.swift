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
