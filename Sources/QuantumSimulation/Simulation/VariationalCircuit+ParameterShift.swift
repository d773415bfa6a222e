// The parameter-shift rule: Mitarai et al. 2018, Schuld et al. 2019; the four-term rule for controlled
// rotations: Anselmetti et al. 2021, Wierichs et al. 2022.

/// One term of a shift rule: derivative = sum of coefficient * f(angle + shift).
struct ShiftTerm {
  let shift: Double
  let coefficient: Double
}

extension Gate {
  /// The exact rule for the derivative of an expectation value by any of the gate's angles.
  ///
  /// Angles of `rx`, `p`, `cp`, `u`, `rxx` ... enter expectation values with frequency 1 only: two terms.
  /// In a controlled rotation the generator has the eigenvalues 0 and +-1/2, so there are the frequencies
  /// 1/2 and 1: four terms.
  var shiftRule: [ShiftTerm] {
    switch self {
    case .crx, .cry, .crz:
      let root = 2.0.squareRoot()
      let (near, far) = ((root + 1) / (4 * root), (root - 1) / (4 * root))
      return [
        ShiftTerm(shift: .pi / 2, coefficient: near),
        ShiftTerm(shift: -.pi / 2, coefficient: -near),
        ShiftTerm(shift: 3 * .pi / 2, coefficient: -far),
        ShiftTerm(shift: -3 * .pi / 2, coefficient: far),
      ]
    case .h, .x, .y, .z, .s, .sdg, .t, .tdg, .sx, .rx, .ry, .rz, .p, .u, .cx, .cz, .cp, .ccx, .mcx,
      .swap,
      .rxx, .ryy, .rzz, .pauliRotation:
      return [
        ShiftTerm(shift: .pi / 2, coefficient: 0.5),
        ShiftTerm(shift: -.pi / 2, coefficient: -0.5),
      ]
    }
  }
}

extension VariationalCircuit {
  /// Adds the gradient from runs of the circuit with one angle of one operation, or one prepared amplitude,
  /// shifted at a time.
  func addShiftedGradient(
    of arguments: CircuitArguments, outputGradient: [Double], sampleCount: Int,
    to sums: GradientSums
  ) {
    /// The loss's derivative for each sample, if the outputs' derivatives are sums of these terms.
    func derivatives(
      _ rule: [ShiftTerm], _ shift: (Double) -> CircuitArguments.Shift
    ) -> [Double] {
      var derivatives = [Double](repeating: 0, count: sampleCount)
      for term in rule {
        var shifted = arguments
        shifted.shift = shift(term.shift)
        let outputs = outputs(shifted, sampleCount: sampleCount)
        for index in outputs.indices {
          derivatives[index / outputCount] +=
            term.coefficient * outputGradient[index] * outputs[index]
        }
      }
      return derivatives
    }

    for (operationIndex, operation) in circuit.operations.enumerated() {
      for (angleIndex, angle) in operation.angles.enumerated() where !angle.isConstant {
        let byAngle = derivatives(operation.gate.shiftRule) {
          .angle(operationIndex: operationIndex, angleIndex: angleIndex, amount: $0)
        }
        for (sample, derivative) in byAngle.enumerated() {
          sums.add(derivative, by: angle, of: arguments, sample: sample)
        }
      }
    }

    guard case .amplitudes = circuit.preparation else { return }
    // Outputs are quadratic in the amplitudes, so f'(a) = (f(a + 1) - f(a - 1)) / 2 exactly.
    let rule = [ShiftTerm(shift: 1, coefficient: 0.5), ShiftTerm(shift: -1, coefficient: -0.5)]
    let byAmplitude = (0..<1 << circuit.qubitCount).map { basisState in
      derivatives(rule) { .amplitude(basisState: basisState, amount: $0) }
    }
    for sample in 0..<sampleCount {
      addPreparationGradient(
        ofAmplitudes: { byAmplitude[$0][sample] }, arguments, sample: sample, to: sums)
    }
  }
}
