/// How the gradient of a circuit is found.
public enum GradientMethod: Sendable, CaseIterable {
  /// One pass backwards through the gates; the cost of about three runs of the circuit.
  case adjoint
  /// Two runs of the circuit for each angle (four for `crx`, `cry`, `crz`), as on a device.
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
  /// The gradient of a loss, by the chain rule from its derivatives by the expectation values
  /// (a vector-Jacobian product).
  ///
  /// - Parameters:
  ///   - outputGradient: the loss's derivatives by the expectation values, `[samples, observables]`.
  ///   - inputs: `[samples, inputs]`, radians.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  ///   - method: how; both give the same numbers.
  public func gradient(
    outputGradient: [Double], inputs: [Double], parameters: [Double], sampleCount: Int,
    method: GradientMethod = .adjoint
  ) -> CircuitGradient {
    checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    precondition(
      outputGradient.count == sampleCount * outputCount,
      "\(outputGradient.count) derivatives for \(sampleCount) x \(outputCount) expectation values")
    return withArguments(inputs: inputs, parameters: parameters) { arguments in
      switch method {
      case .adjoint:
        adjointGradient(arguments, outputGradient: outputGradient, sampleCount: sampleCount)
      case .parameterShift:
        shiftedGradient(arguments, outputGradient: outputGradient, sampleCount: sampleCount)
      }
    }
  }

  private func adjointGradient(
    _ arguments: CircuitArguments, outputGradient: [Double], sampleCount: Int
  ) -> CircuitGradient {
    var gradient = CircuitGradient(
      inputs: Array(repeating: 0, count: sampleCount * inputCount),
      parameters: Array(repeating: 0, count: parameterCount))
    let size = workspaceCount(sampleCount: sampleCount)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { workspace in
      let (states, adjoints) = tables(in: workspace, sampleCount: sampleCount)
      run(arguments, on: states)
      gradient.parameters.withUnsafeMutableBufferPointer { parameterGradient in
        gradient.inputs.withUnsafeMutableBufferPointer { inputGradient in
          addGradient(
            of: arguments, outputGradient: outputGradient, states: states, adjoints: adjoints,
            parameterGradient: parameterGradient.baseAddress,
            inputGradient: inputGradient.baseAddress)
        }
      }
    }
    return gradient
  }
}
