import Numerics
import QuantumSimulation

// The slow, obvious simulator: every gate as a 2^n x 2^n matrix.

/// A square complex matrix as rows.
typealias DenseMatrix = [[Complex<Double>]]

func identityMatrix(_ size: Int) -> DenseMatrix {
  (0..<size).map { row in (0..<size).map { row == $0 ? .one : .zero } }
}

func product(_ left: DenseMatrix, _ right: DenseMatrix) -> DenseMatrix {
  left.map { row in
    right[0].indices.map { column in
      row.indices.reduce(.zero) { $0 + row[$1] * right[$1][column] }
    }
  }
}

func product(_ matrix: DenseMatrix, _ vector: [Complex<Double>]) -> [Complex<Double>] {
  matrix.map { row in zip(row, vector).reduce(.zero) { $0 + $1.0 * $1.1 } }
}

/// The Kronecker product; the right factor belongs to the less significant bits.
func kronecker(_ left: DenseMatrix, _ right: DenseMatrix) -> DenseMatrix {
  left.flatMap { leftRow in
    right.map { rightRow in leftRow.flatMap { x in rightRow.map { x * $0 } } }
  }
}

func adjoint(_ matrix: DenseMatrix) -> DenseMatrix {
  matrix.indices.map { row in matrix.indices.map { matrix[$0][row].conjugate } }
}

func scaled(_ matrix: DenseMatrix, by factor: Complex<Double>) -> DenseMatrix {
  matrix.map { $0.map { factor * $0 } }
}

func sum(_ left: DenseMatrix, _ right: DenseMatrix) -> DenseMatrix {
  zip(left, right).map { zip($0, $1).map { $0 + $1 } }
}

/// exp(matrix) by its Taylor series.
func exponential(_ matrix: DenseMatrix) -> DenseMatrix {
  var result = identityMatrix(matrix.count)
  var term = result
  for order in 1...60 {
    term = scaled(product(term, matrix), by: Complex(1 / Double(order)))
    result = sum(result, term)
  }
  return result
}

func largestDistance(_ left: DenseMatrix, _ right: DenseMatrix) -> Double {
  zip(left.joined(), right.joined()).reduce(0) { max($0, ($1.0 - $1.1).length) }
}

extension Pauli {
  var matrix: DenseMatrix {
    switch self {
    case .x: [[.zero, .one], [.one, .zero]]
    case .y: [[.zero, -.i], [.i, .zero]]
    case .z: [[.one, .zero], [.zero, -.one]]
    }
  }
}

extension PauliString {
  /// The operator on all qubits.
  func matrix(qubitCount: Int) -> DenseMatrix {
    (0..<qubitCount).reduce([[.one]]) { matrix, qubit in
      kronecker(factors[qubit]?.matrix ?? identityMatrix(2), matrix)
    }
  }
}

extension Gate {
  /// The gate's own matrix, from its blocks.
  func matrix(_ angles: GateAngles = .zero) -> DenseMatrix {
    var matrix = identityMatrix(1 << qubitCount)
    for block in blocks(angles) {
      let (first, second) = block.levels
      matrix[first][first] = block.matrix.a
      matrix[first][second] = block.matrix.b
      matrix[second][first] = block.matrix.c
      matrix[second][second] = block.matrix.d
    }
    return matrix
  }

  /// The gate on these qubits of a register: each entry from the values that the gate's qubits have in the row
  /// and the column, if all others agree.
  func matrix(_ angles: GateAngles, on qubits: [Int], qubitCount: Int) -> DenseMatrix {
    let own = matrix(angles)
    let mask = qubits.reduce(0) { $0 | 1 << $1 }
    func local(_ state: Int) -> Int {
      qubits.enumerated().reduce(0) { $0 | (state >> $1.element & 1) << $1.offset }
    }
    return (0..<1 << qubitCount).map { row in
      (0..<1 << qubitCount).map { column in
        row & ~mask == column & ~mask ? own[local(row)][local(column)] : .zero
      }
    }
  }
}

/// The state before the first gate.
func densePreparation(_ circuit: Circuit, inputs: [Double]) -> [Complex<Double>] {
  let size = 1 << circuit.qubitCount
  var state = [Double](repeating: 0, count: size)
  switch circuit.preparation {
  case .groundState: state[0] = 1
  case .amplitudes(let range, let padding):
    state = Array(inputs[range]) + Array(repeating: padding, count: size - range.count)
    let norm = state.reduce(0) { $0 + $1 * $1 }.squareRoot()
    state = state.map { $0 / norm }
  case .basis(let range):
    let bits = inputs[range].reversed().map { $0 == 1 ? "1" : "0" }.joined()
    state[Int(bits, radix: 2)!] = 1
  }
  return state.map { Complex($0) }
}

extension Angle {
  /// The angle of one sample.
  func value(inputs: [Double], parameters: [Double]) -> Double {
    switch self {
    case .constant(let value): value
    case .input(let input): inputs[input]
    case .parameter(let parameter): parameters[parameter]
    case .scaledInput(let parameter, let input): parameters[parameter] * inputs[input]
    case .inputProduct(let first, let second): inputs[first] * inputs[second]
    }
  }
}

/// The final state of one sample.
func denseState(
  _ circuit: Circuit, inputs: [Double], parameters: [Double]
) -> [Complex<Double>] {
  var state = densePreparation(circuit, inputs: inputs)
  for operation in circuit.operations {
    var angles = GateAngles.zero
    for (index, angle) in operation.angles.enumerated() {
      angles[index] = angle.value(inputs: inputs, parameters: parameters)
    }
    state = product(
      operation.gate.matrix(angles, on: operation.qubits, qubitCount: circuit.qubitCount), state)
  }
  return state
}

/// What is measured: expectation values of matrices, or probabilities by Born's rule.
func denseOutputs(
  _ measurement: VariationalCircuit.Measurement, of state: [Complex<Double>], qubitCount: Int
) -> [Double] {
  switch measurement {
  case .expectationValues(let observables):
    observables.map { observable in
      let image = product(observable.matrix(qubitCount: qubitCount), state)
      return zip(state, image).reduce(0) { $0 + ($1.0.conjugate * $1.1).real }
    }
  case .probabilities(let qubits):
    (0..<1 << qubits.count).map { outcome in
      state.indices.filter { basisState in
        qubits.indices.allSatisfy { (basisState >> qubits[$0] ^ outcome >> $0) & 1 == 0 }
      }.reduce(0) { $0 + state[$1].lengthSquared }
    }
  }
}
