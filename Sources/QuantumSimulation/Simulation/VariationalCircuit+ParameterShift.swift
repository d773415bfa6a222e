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
  /// Angles of `rx`, `p`, `u`, `rxx` ... enter expectation values with frequency 1 only: two terms.
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
    default:
      return [
        ShiftTerm(shift: .pi / 2, coefficient: 0.5),
        ShiftTerm(shift: -.pi / 2, coefficient: -0.5),
      ]
    }
  }
}

extension VariationalCircuit {
  /// The gradient from runs of the circuit with one angle of one operation shifted at a time.
  func shiftedGradient(
    _ arguments: CircuitArguments, outputGradient: [Double], sampleCount: Int
  ) -> CircuitGradient {
    var gradient = CircuitGradient(
      inputs: Array(repeating: 0, count: sampleCount * inputCount),
      parameters: Array(repeating: 0, count: parameterCount))
    for (operationIndex, operation) in circuit.operations.enumerated() {
      for (angleIndex, angle) in operation.angles.enumerated() {
        if case .constant = angle { continue }
        for term in operation.gate.shiftRule {
          var shifted = arguments
          shifted.shift = AngleShift(
            operationIndex: operationIndex, angleIndex: angleIndex, amount: term.shift)
          let values = expectationValues(shifted, sampleCount: sampleCount)
          for sample in 0..<sampleCount {
            let outputs = sample * outputCount..<(sample + 1) * outputCount
            let derivative = zip(outputGradient[outputs], values[outputs]).reduce(0) {
              $0 + $1.0 * $1.1
            }
            switch angle {
            case .constant: break
            case .parameter(let index):
              gradient.parameters[index] += term.coefficient * derivative
            case .input(let index):
              gradient.inputs[sample * inputCount + index] += term.coefficient * derivative
            }
          }
        }
      }
    }
    return gradient
  }
}
