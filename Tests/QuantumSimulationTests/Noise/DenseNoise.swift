import Numerics
@testable import QuantumSimulation

// The slow, obvious noisy simulator: a 2^n x 2^n density matrix, gates as matrices, channels as sums of Kraus operators.

/// A one-qubit matrix on a register.
func onQubit(_ matrix: Matrix2, _ qubit: Int, qubitCount: Int) -> DenseMatrix {
  (0..<qubitCount).reduce([[.one]]) { product, index in
    kronecker(
      index == qubit ? [[matrix.a, matrix.b], [matrix.c, matrix.d]] : identityMatrix(2), product)
  }
}

func conjugated(_ state: DenseMatrix, by matrix: DenseMatrix) -> DenseMatrix {
  product(product(matrix, state), adjoint(matrix))
}

extension NoisyCircuit {
  /// One sample's final density matrix. Over-rotations are not known here.
  func denseState(of circuit: Circuit, inputs: [Double], parameters: [Double]) -> DenseMatrix {
    let first = densePreparation(circuit, inputs: inputs)
    var state = first.map { row in first.map { row * $0.conjugate } }
    for step in steps {
      switch step {
      case .gate(let operation, let overRotation, let isInverse):
        precondition(overRotation == 0)
        var alone = Circuit(qubitCount: qubitCount)
        alone.append(operation)
        // The gate's matrix, from what it does to each basis state.
        let columns = (0..<1 << qubitCount).map { basisState in
          denseColumn(alone, basisState: basisState, inputs: inputs, parameters: parameters)
        }
        let matrix = columns.indices.map { row in columns.map { $0[row] } }
        state = conjugated(state, by: isInverse ? adjoint(matrix) : matrix)
      case .rotation(let rotation):
        let angle = rotation.angle.value(parameter: { parameters[$0] }, input: { inputs[$0] })
        let pauli = rotation.paulis.matrix(qubitCount: qubitCount)
        state = conjugated(
          state,
          by: exponential(times(Complex(imaginary: -angle / 2), pauli)))
      case .channel(let channel, let qubit):
        let terms = channel.krausOperators.map {
          conjugated(state, by: onQubit($0, qubit, qubitCount: qubitCount))
        }
        state = terms.dropFirst().reduce(terms[0], sum)
      case .jointDepolarizing(let probability, let qubits):
        let strings = PauliString.all(on: qubits)
        var result = times(Complex(1 - probability), state)
        for string in strings {
          let term = conjugated(state, by: string.matrix(qubitCount: qubitCount))
          result = sum(result, times(Complex(probability / Double(strings.count)), term))
        }
        state = result
      }
    }
    return state
  }

  /// One sample's outputs, each qubit misread by Bayes' rule.
  func denseOutputs(of circuit: Circuit, inputs: [Double], parameters: [Double]) -> [Double] {
    let state = denseState(of: circuit, inputs: inputs, parameters: parameters)
    switch measurement {
    case .expectationValues(let observables):
      return observables.map { observable in
        // The outcomes' probabilities in the observable's own basis, then what is read.
        let qubits = observable.factors.keys.sorted()
        let signs = (0..<1 << qubits.count).map { outcome -> (read: Int, p: Double) in
          var projector = identityMatrix(1 << qubitCount)
          for (position, qubit) in qubits.enumerated() {
            let pauli = PauliString([qubit: observable.factors[qubit]!])
              .matrix(qubitCount: qubitCount)
            let sign = outcome >> position & 1 == 1 ? -0.5 : 0.5
            projector = product(
              projector,
              sum(
                times(Complex(0.5), identityMatrix(1 << qubitCount)),
                times(Complex(sign), pauli)))
          }
          return (outcome, trace(product(projector, state)))
        }
        return misread(signs.map(\.p), qubits).enumerated().reduce(0) {
          $0 + ($1.offset.nonzeroBitCount % 2 == 1 ? -$1.element : $1.element)
        }
      }
    case .probabilities(let qubits):
      var probabilities = [Double](repeating: 0, count: 1 << qubits.count)
      for basisState in state.indices {
        let outcome = qubits.enumerated().reduce(0) {
          $0 | (basisState >> $1.element & 1) << $1.offset
        }
        probabilities[outcome] += state[basisState][basisState].real
      }
      return misread(probabilities, qubits)
    }
  }

  private func misread(_ probabilities: [Double], _ qubits: [Int]) -> [Double] {
    probabilities.indices.map { read in
      probabilities.indices.reduce(0) { total, actual in
        qubits.enumerated().reduce(probabilities[actual]) { p, qubit in
          let error = readout[qubit.element]
          return switch (actual >> qubit.offset & 1, read >> qubit.offset & 1) {
          case (0, 1): p * error.oneGivenZero
          case (0, _): p * (1 - error.oneGivenZero)
          case (1, 0): p * error.zeroGivenOne
          default: p * (1 - error.zeroGivenOne)
          }
        } + total
      }
    }
  }
}

/// `NoisyCircuit` has a method of the other's name.
private func times(_ factor: Complex<Double>, _ matrix: DenseMatrix) -> DenseMatrix {
  scaled(matrix, by: factor)
}

private func trace(_ matrix: DenseMatrix) -> Double {
  matrix.indices.reduce(0) { $0 + matrix[$1][$1].real }
}

private func denseColumn(
  _ circuit: Circuit, basisState: Int, inputs: [Double], parameters: [Double]
) -> [Complex<Double>] {
  let operation = circuit.operations[0]
  var angles = GateAngles.zero
  for (index, angle) in operation.angles.enumerated() {
    angles[index] = angle.value(inputs: inputs, parameters: parameters)
  }
  let matrix = operation.gate.matrix(
    angles, on: operation.qubits, qubitCount: circuit.qubitCount)
  return matrix.map { $0[basisState] }
}
