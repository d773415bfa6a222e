import Arithmetic

extension VariationalCircuit {
  /// The final states.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`, radians where they are angles.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  /// - Precondition: ``check(inputs:sampleCount:)`` does not throw.
  public func finalStates(inputs: [Double], parameters: [Double], sampleCount: Int) -> StateBatch {
    checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    return StateBatch(qubitCount: circuit.qubitCount, sampleCount: sampleCount) { states in
      withArguments(inputs: inputs, parameters: parameters) { run($0, on: states) }
    }
  }

  /// What is measured: expectation values or probabilities, `[samples, outputs]`.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`, radians where they are angles.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  /// - Precondition: ``check(inputs:sampleCount:)`` does not throw.
  public func outputs(
    inputs: [Double], parameters: [Double], sampleCount: Int
  ) -> [Double] {
    checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    return withArguments(inputs: inputs, parameters: parameters) { arguments in
      outputs(arguments, sampleCount: sampleCount)
    }
  }

  func outputs(_ arguments: CircuitArguments, sampleCount: Int) -> [Double] {
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

  func withArguments<Result>(
    inputs: [Double], parameters: [Double], _ body: (CircuitArguments) -> Result
  ) -> Result {
    inputs.withAddress { inputs in
      parameters.withAddress { parameters in
        body(CircuitArguments(inputs: inputs, inputCount: inputCount, parameters: parameters))
      }
    }
  }

  func checkShapes(inputs: [Double], parameters: [Double], sampleCount: Int) {
    checkShapes(inputs: inputs, sampleCount: sampleCount)
    precondition(
      parameters.count == parameterCount,
      "\(parameters.count) numbers for \(parameterCount) parameters")
  }

  func checkShapes(inputs: [Double], sampleCount: Int) {
    precondition(sampleCount > 0, "a batch of \(sampleCount) samples")
    precondition(
      inputs.count == sampleCount * inputCount,
      "\(inputs.count) numbers for \(sampleCount) samples of \(inputCount) inputs")
  }
}
