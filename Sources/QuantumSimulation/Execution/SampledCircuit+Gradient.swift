import Arithmetic
import RandomStreams

/// A gradient that was estimated from shots, and how uncertain it is.
public struct SampledGradient: Sendable, Equatable {
  /// By the inputs, `[samples, inputs]`.
  public var inputs: [Double]
  /// By the parameters, summed over the samples, `[parameters]`.
  public var parameters: [Double]
  /// The estimated variance of the gradient by each parameter, `[parameters]`: of the shots or, with random directions, of the
  /// directions too; `nil` with a single direction, which says nothing of it.
  public var parameterVariances: [Double]?
}

extension VariationalCircuit {
  /// Estimates the gradient of a loss from shots, by the chain rule from its derivatives by the circuit's outputs.
  ///
  /// - Parameters:
  ///   - outputGradient: the loss's derivatives by the outputs, `[samples, outputs]`.
  ///   - inputs: `[samples, inputs]`, radians where they are angles.
  ///   - parameters: `[parameters]`, radians.
  ///   - sampleCount: how many samples `inputs` holds.
  ///   - execution: how circuits are run, and by which ``ShotGradient`` derivatives are found.
  ///   - arithmetic: how the circuits are computed; in double precision unless said otherwise.
  ///   - draw: which random numbers.
  /// - Precondition: the execution has shots, and no problem with the circuit.
  public func sampledGradient(
    outputGradient: [Double], inputs: [Double], parameters: [Double], sampleCount: Int,
    execution: CircuitExecution, arithmetic: Arithmetic = Arithmetic(.double),
    draw: RandomDraw = RandomDraw()
  ) -> SampledGradient {
    checkShapes(inputs: inputs, parameters: parameters, sampleCount: sampleCount)
    precondition(execution.shots != nil, "a gradient from no shots")
    if let problem = execution.problem(with: self) { preconditionFailure(problem) }
    let inputTable = TableRoom(
      arithmetic.precision, featureCount: inputCount, capacity: sampleCount)
    inputTable.table.fill(inputs)
    let gradientTable = TableRoom(
      arithmetic.precision, featureCount: outputCount, capacity: sampleCount)
    gradientTable.table.fill(outputGradient)
    return SampledCircuit(self, execution).gradient(
      arithmetic, inputs: inputTable.table, outputGradient: gradientTable.table,
      parameters: parameters, draw: draw)
  }
}

extension SampledCircuit {
  /// Estimates the gradient; see ``VariationalCircuit/sampledGradient(outputGradient:inputs:parameters:sampleCount:execution:arithmetic:draw:)``.
  func gradient(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputGradient: BatchTable,
    parameters: [Double], draw: RandomDraw
  ) -> SampledGradient {
    let slopes = outputGradient.rows
    switch execution.shotGradient {
    case .parameterShift:
      return shifted(arithmetic, inputs, slopes, parameters, draw)
    case .spsa(let step, let directions):
      return perturbed(
        arithmetic, inputs, slopes, parameters, draw, step: step, directions: directions)
    }
  }

  /// What the shots of one run make of sum over outputs of slope x output, for each sample, and the variance of that.
  func weighted(
    _ runs: OutcomeRuns, _ parameters: [Double], _ inputs: BatchTable, _ slopes: [Double],
    in room: OutcomeRuns.Room, _ dice: ShotDice, run: Int
  ) -> (values: [Double], variances: [Double]) {
    let outputCount = circuit.outputCount
    var values = [Double](repeating: 0, count: inputs.sampleCount)
    var variances = values
    runs.sample(parameters, inputs, shots: shots, in: room, dice: dice, run: run) {
      sample, group, frequencies in
      let worth = group.worth(slopes[sample * outputCount..<(sample + 1) * outputCount])
      let mean = zip(frequencies, worth).reduce(0) { $0 + $1.0 * $1.1 }
      let square = zip(frequencies, worth).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
      values[sample] += mean
      variances[sample] += square / Double(max(1, shots - 1))
    }
    return (values, variances)
  }

  /// Zeros.
  func emptyGradient(sampleCount: Int) -> SampledGradient {
    let zeros = [Double](repeating: 0, count: circuit.parameterCount)
    return SampledGradient(
      inputs: Array(repeating: 0, count: sampleCount * circuit.inputCount), parameters: zeros,
      parameterVariances: zeros)
  }
}
