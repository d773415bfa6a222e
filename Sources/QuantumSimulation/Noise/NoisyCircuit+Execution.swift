import Arithmetic

extension NoisyCircuit {
  /// What is measured: expectation values or probabilities, `[samples, outputs]`, as many shots would show it.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`, radians where they are angles.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  ///   - method: how; by default exactly, as far as that can be: ``CompiledNoisyCircuit/Method``.
  ///   - arithmetic: how they are computed; in double precision unless said otherwise.
  ///   - draw: which trajectories.
  /// - Precondition: ``VariationalCircuit/check(inputs:sampleCount:)`` of the ideal circuit does not throw.
  public func outputs(
    inputs: [Double], parameters: [Double], sampleCount: Int,
    method: CompiledNoisyCircuit.Method? = nil, arithmetic: Arithmetic = Arithmetic(.double),
    draw: RandomDraw = RandomDraw()
  ) -> [Double] {
    CompiledNoisyCircuit(self, method: method).outputs(
      shape, inputs: inputs, parameters: parameters, sampleCount: sampleCount,
      arithmetic: arithmetic, draw: draw)
  }

  /// The gradient of a loss, from its derivatives by the outputs, `[samples, outputs]`; of trajectories that of their mean.
  public func gradient(
    outputGradient: [Double], inputs: [Double], parameters: [Double], sampleCount: Int,
    method: CompiledNoisyCircuit.Method? = nil, arithmetic: Arithmetic = Arithmetic(.double),
    draw: RandomDraw = RandomDraw()
  ) -> CircuitGradient {
    CompiledNoisyCircuit(self, method: method).gradient(
      shape, outputGradient: outputGradient, inputs: inputs, parameters: parameters,
      sampleCount: sampleCount, arithmetic: arithmetic, draw: draw)
  }

  private var shape: PassShape {
    PassShape(inputCount: inputCount, parameterCount: parameterCount, outputCount: outputCount)
  }
}
