/// How the gradient of a circuit is found.
public enum GradientMethod: Sendable, CaseIterable {
  /// One pass backwards through the gates; the cost of about three runs of the circuit.
  case adjoint
  /// Two runs of the circuit for each angle (four for `crx`, `cry`, `crz`), as on a device; and two for each
  /// amplitude that is prepared.
  case parameterShift
}

/// The derivatives of a loss by all that a circuit depends on.
public struct CircuitGradient: Sendable, Equatable {
  /// By the inputs, `[samples, inputs]`.
  public var inputs: [Double]
  /// By the parameters, summed over the samples, `[parameters]`.
  public var parameters: [Double]
}

extension VariationalCircuit {
  /// The gradient of a loss, by the chain rule from its derivatives by the circuit's outputs (a
  /// vector-Jacobian product).
  ///
  /// - Parameters:
  ///   - outputGradient: the loss's derivatives by the outputs, `[samples, outputs]`.
  ///   - inputs: `[samples, inputs]`, radians where they are angles.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  ///   - method: how; both give the same numbers.
  /// - Precondition: ``check(inputs:sampleCount:)`` does not throw.
  public func gradient(
    outputGradient: [Double], inputs: [Double], parameters: [Double], sampleCount: Int,
    method: GradientMethod = .adjoint
  ) -> CircuitGradient {
    checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    precondition(
      outputGradient.count == sampleCount * outputCount,
      "\(outputGradient.count) derivatives for \(sampleCount) x \(outputCount) outputs")
    var gradient = CircuitGradient(
      inputs: Array(repeating: 0, count: sampleCount * inputCount),
      parameters: Array(repeating: 0, count: parameterCount))
    gradient.parameters.withUnsafeMutableBufferPointer { parameterSums in
      gradient.inputs.withUnsafeMutableBufferPointer { inputSums in
        let sums = GradientSums(
          parameters: parameterSums.baseAddress, inputs: inputSums.baseAddress)
        withArguments(inputs: inputs, parameters: parameters) { arguments in
          switch method {
          case .adjoint:
            addAdjointGradient(
              of: arguments, outputGradient: outputGradient, sampleCount: sampleCount, to: sums)
          case .parameterShift:
            addShiftedGradient(
              of: arguments, outputGradient: outputGradient, sampleCount: sampleCount, to: sums)
          }
        }
      }
    }
    return gradient
  }

  private func addAdjointGradient(
    of arguments: CircuitArguments, outputGradient: [Double], sampleCount: Int,
    to sums: GradientSums
  ) {
    let qubitCount = circuit.qubitCount
    let size = StateTable.elementCount(qubitCount: qubitCount, sampleCount: sampleCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * size) { memory in
      let (states, adjoints) = (memory[..<size], memory[size...])
      let final = StateTable(
        qubitCount: qubitCount, sampleCount: sampleCount, in: .init(rebasing: states))
      run(arguments, on: final)
      addGradient(
        of: arguments, outputGradient: outputGradient, states: final,
        adjoints: StateTable(
          qubitCount: qubitCount, sampleCount: sampleCount, in: .init(rebasing: adjoints)),
        to: sums)
    }
  }
}
