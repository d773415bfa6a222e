// The two passes of training, in memory that the caller owns and uses again for every step.

extension VariationalCircuit {
  /// How many numbers of workspace the passes need for this many samples: a state and an adjoint state
  /// for each.
  public func workspaceCount(sampleCount: Int) -> Int {
    2 * StateTable.elementCount(qubitCount: circuit.qubitCount, sampleCount: sampleCount)
  }

  /// Writes what is measured, `[samples, outputs]`, to `outputs`, and keeps the final states
  /// in `workspace` for ``backward(outputGradient:inputs:parameters:sampleCount:workspace:parameterGradient:inputGradient:)``.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`, radians where they are angles.
  ///   - parameters: `[parameters]`, radians.
  ///   - workspace: at least ``workspaceCount(sampleCount:)`` numbers.
  /// - Precondition: ``check(inputs:sampleCount:)`` does not throw.
  public func forward(
    inputs: UnsafePointer<Double>, parameters: UnsafePointer<Double>, sampleCount: Int,
    workspace: UnsafeMutableBufferPointer<Double>, outputs: UnsafeMutablePointer<Double>
  ) {
    let states = tables(in: workspace, sampleCount: sampleCount).states
    run(arguments(inputs, parameters), on: states)
    measure(states, into: outputs)
  }

  /// Adds the gradient of a loss, after a forward pass with the same arguments and workspace.
  ///
  /// - Parameters:
  ///   - outputGradient: the loss's derivatives by the outputs, `[samples, outputs]`.
  ///   - inputs: `[samples, inputs]`, radians where they are angles.
  ///   - parameters: `[parameters]`, radians.
  ///   - workspace: as the forward pass left it; used up afterwards.
  ///   - parameterGradient: `[parameters]`, or `nil` where it is not wanted.
  ///   - inputGradient: `[samples, inputs]`, or `nil` where it is not wanted.
  public func backward(
    outputGradient: UnsafePointer<Double>, inputs: UnsafePointer<Double>,
    parameters: UnsafePointer<Double>, sampleCount: Int,
    workspace: UnsafeMutableBufferPointer<Double>,
    parameterGradient: UnsafeMutablePointer<Double>?, inputGradient: UnsafeMutablePointer<Double>?
  ) {
    let (states, adjoints) = tables(in: workspace, sampleCount: sampleCount)
    addGradient(
      of: arguments(inputs, parameters), outputGradient: outputGradient, states: states,
      adjoints: adjoints,
      to: GradientSums(parameters: parameterGradient, inputs: inputGradient))
  }

  private func arguments(
    _ inputs: UnsafePointer<Double>, _ parameters: UnsafePointer<Double>
  ) -> CircuitArguments {
    CircuitArguments(inputs: inputs, inputCount: inputCount, parameters: parameters)
  }

  func tables(
    in workspace: UnsafeMutableBufferPointer<Double>, sampleCount: Int
  ) -> (states: StateTable, adjoints: StateTable) {
    let size = StateTable.elementCount(qubitCount: circuit.qubitCount, sampleCount: sampleCount)
    func table(_ part: Slice<UnsafeMutableBufferPointer<Double>>) -> StateTable {
      StateTable(
        qubitCount: circuit.qubitCount, sampleCount: sampleCount, in: .init(rebasing: part))
    }
    return (table(workspace[..<size]), table(workspace[size...]))
  }
}
