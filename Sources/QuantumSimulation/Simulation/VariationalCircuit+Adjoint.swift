import Numerics

// The adjoint method: Jones and Gacon, *Efficient calculation of gradients in classical simulations of
// variational quantum algorithms* (2020).
//
// For a loss L(E_1, ..., E_m) of measured numbers E_k = <psi|O_k|psi>, one adjoint state
//     lambda = sum_k dL/dE_k O_k |psi>
// serves them all; a probability is the expectation value of a projector. Going backwards, a gate U between
// psi (before) and U psi (after) contributes
//     dL/dangle = 2 Re <lambda| dU/dangle |psi>,
// and then lambda becomes U^dagger lambda. What arrives at the prepared state is its gradient: with real
// amplitudes a, dL/da_k = 2 Re lambda_k.

extension VariationalCircuit {
  /// Adds the gradient of a loss to `sums`.
  ///
  /// - Parameters:
  ///   - outputGradient: the loss's derivatives by the outputs, `[samples, outputs]`.
  ///   - states: the final states of ``run(_:on:)``; the initial ones afterwards.
  ///   - adjoints: memory for as many states.
  func addGradient(
    of arguments: CircuitArguments, outputGradient: UnsafePointer<Double>,
    states: StateTable, adjoints: StateTable, to sums: GradientSums
  ) {
    let sampleCount = states.sampleCount
    setAdjoints(adjoints, of: states, outputGradient: outputGradient)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Overlaps.elementCount(sampleCount)) {
      let overlaps = Overlaps(sampleCount: sampleCount, memory: $0.baseAddress!)
      for (index, operation) in circuit.operations.enumerated().reversed() {
        forEachGroup(
          of: operation, number: index, arguments, sampleCount: sampleCount
        ) { samples, angles in
          let inverses = operation.gate.blocks(angles).map(\.adjoint)
          for inverse in inverses { states.apply(inverse, on: operation.qubits, samples: samples) }
          for (angleIndex, angle) in operation.angles.enumerated() where !angle.isConstant {
            let derivatives = operation.gate.blockDerivatives(angles, withRespectTo: angleIndex)
            for derivative in derivatives {
              overlaps.compute(
                derivative, on: operation.qubits, adjoints: adjoints, states: states,
                samples: samples)
              for sample in samples {
                let overlap = overlaps.real(of: derivative.matrix, sample: sample)
                sums.add(2 * overlap, by: angle, of: arguments, sample: sample)
              }
            }
          }
          for inverse in inverses {
            adjoints.apply(inverse, on: operation.qubits, samples: samples)
          }
        }
      }
    }
    for sample in 0..<sampleCount {
      addPreparationGradient(
        ofAmplitudes: { 2 * adjoints.row($0)[sample].rawStorage.x }, arguments, sample: sample,
        to: sums)
    }
  }

  /// lambda = sum_k dL/dE_k O_k |psi>, for each sample.
  private func setAdjoints(
    _ adjoints: StateTable, of states: StateTable, outputGradient: UnsafePointer<Double>
  ) {
    switch measurement {
    case .expectationValues(let observables):
      adjoints.fill(with: .zero)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: states.sampleCount) { weights in
        for (index, observable) in observables.enumerated() {
          for sample in 0..<states.sampleCount {
            weights[sample] = outputGradient[sample * outputCount + index]
          }
          states.add(observable, weights: weights.baseAddress!, to: adjoints)
        }
      }
    case .probabilities(let qubits):
      // The projector on an outcome keeps the basis states in which the qubits have these values.
      for basisState in 0..<states.rowCount {
        let outcome = outcome(of: qubits, in: basisState)
        let (source, target) = (states.row(basisState), adjoints.row(basisState))
        for sample in 0..<states.sampleCount {
          let weight = outputGradient[sample * outputCount + outcome]
          target[sample] = Complex(weight) * source[sample]
        }
      }
    }
  }
}

/// The overlaps conj(lambda_r) psi_c of the two rows that a block mixes, summed over the other qubits:
/// a 2 x 2 matrix for each sample. With them <lambda| dU |psi> is a contraction of two 2 x 2 matrices.
private struct Overlaps {
  let sampleCount: Int
  let memory: UnsafeMutablePointer<Double>

  static func elementCount(_ sampleCount: Int) -> Int { 8 * sampleCount }

  private func row(_ index: Int) -> StateTable.Row {
    let start = memory + 2 * index * sampleCount
    return StateTable.Row(real: start, imaginary: start + sampleCount)
  }

  func compute(
    _ block: GateBlock, on qubits: [Int], adjoints: StateTable, states: StateTable,
    samples: Range<Int>
  ) {
    for index in 0..<4 { for sample in samples { row(index)[sample] = .zero } }
    let isDiagonal = block.matrix.isDiagonal
    states.forEachPair(block, on: qubits) { first, second in
      let lambda = (adjoints.row(first), adjoints.row(second))
      let psi = (states.row(first), states.row(second))
      accumulate(lambda.0, psi.0, into: row(0), samples)
      accumulate(lambda.1, psi.1, into: row(3), samples)
      if !isDiagonal {
        accumulate(lambda.0, psi.1, into: row(1), samples)
        accumulate(lambda.1, psi.0, into: row(2), samples)
      }
    }
  }

  @inline(__always)
  private func accumulate(
    _ lambda: StateTable.Row, _ psi: StateTable.Row, into sum: StateTable.Row, _ samples: Range<Int>
  ) {
    for sample in samples {
      sum[sample] = sum[sample] + lambda[sample].conjugate * psi[sample]
    }
  }

  func real(of matrix: Matrix2, sample: Int) -> Double {
    let sum =
      matrix.a * row(0)[sample] + matrix.b * row(1)[sample]
      + matrix.c * row(2)[sample] + matrix.d * row(3)[sample]
    return sum.rawStorage.x
  }
}
