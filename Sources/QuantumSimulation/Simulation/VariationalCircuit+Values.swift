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
  /// The final states.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`, radians.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  public func finalStates(inputs: [Double], parameters: [Double], sampleCount: Int) -> StateBatch {
    checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    return StateBatch(qubitCount: circuit.qubitCount, sampleCount: sampleCount) { states in
      withArguments(inputs: inputs, parameters: parameters) { run($0, on: states) }
    }
  }

  /// The expectation values, `[samples, observables]`.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`, radians.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  public func expectationValues(
    inputs: [Double], parameters: [Double], sampleCount: Int
  ) -> [Double] {
    checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    return withArguments(inputs: inputs, parameters: parameters) { arguments in
      expectationValues(arguments, sampleCount: sampleCount)
    }
  }

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

  func expectationValues(_ arguments: CircuitArguments, sampleCount: Int) -> [Double] {
    let size = StateTable.elementCount(qubitCount: circuit.qubitCount, sampleCount: sampleCount)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { memory in
      let states = StateTable(
        qubitCount: circuit.qubitCount, sampleCount: sampleCount, in: memory)
      run(arguments, on: states)
      var values = [Double](repeating: 0, count: sampleCount * outputCount)
      values.withUnsafeMutableBufferPointer { values in
        if let start = values.baseAddress { measure(states, into: start) }
      }
      return values
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

  private func withArguments<Result>(
    inputs: [Double], parameters: [Double], _ body: (CircuitArguments) -> Result
  ) -> Result {
    // An array may have no address when it is empty; one more element gives it one.
    (inputs + [0]).withUnsafeBufferPointer { inputs in
      (parameters + [0]).withUnsafeBufferPointer { parameters in
        body(
          CircuitArguments(
            inputs: inputs.baseAddress!, inputCount: inputCount, parameters: parameters.baseAddress!
          ))
      }
    }
  }

  private func checkShapes(inputs: [Double], parameters: [Double], sampleCount: Int) {
    precondition(sampleCount > 0, "a batch of \(sampleCount) samples")
    precondition(
      inputs.count == sampleCount * inputCount,
      "\(inputs.count) numbers for \(sampleCount) samples of \(inputCount) inputs")
    precondition(
      parameters.count == parameterCount,
      "\(parameters.count) numbers for \(parameterCount) parameters")
  }
}
