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
  private func weighted(
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

  // MARK: - Parameter shift

  private func shifted(
    _ arithmetic: Arithmetic, _ inputs: BatchTable, _ slopes: [Double], _ parameters: [Double],
    _ draw: RandomDraw
  ) -> SampledGradient {
    let sampleCount = inputs.sampleCount
    let rows = inputs.rows
    let owned = TableRoom(
      arithmetic.precision, featureCount: shiftable.inputCount, capacity: sampleCount)
    let table = owned.table
    var shared = [Double](repeating: 0, count: shiftable.parameterCount)
    func value(_ angle: Angle, sample: Int) -> Double {
      angle.value(
        parameter: { parameters[$0] }, input: { rows[sample * circuit.inputCount + $0] })
    }
    for sample in 0..<sampleCount {
      for input in 0..<circuit.inputCount {
        table[input, sample] = rows[sample * circuit.inputCount + input]
      }
    }
    for place in shiftable.places {
      if place.isShared {
        shared[place.index] = value(place.angle, sample: 0)
      } else {
        for sample in 0..<sampleCount {
          table[place.index, sample] = value(place.angle, sample: sample)
        }
      }
    }

    var result = emptyGradient(sampleCount: sampleCount)
    let room = shiftable.runs.makeRoom(arithmetic, like: table)
    let dice = ShotDice(draw, purpose: .backward)
    var run = 0
    for place in shiftable.places {
      var derivatives = [Double](repeating: 0, count: sampleCount)
      var variances = derivatives
      for term in place.rule {
        var moved = shared
        if place.isShared {
          moved[place.index] += term.shift
        } else {
          for sample in 0..<sampleCount { table[place.index, sample] += term.shift }
        }
        let outcome = weighted(
          shiftable.runs, moved, table, slopes, in: room, dice, run: run)
        run += 1
        for sample in 0..<sampleCount {
          derivatives[sample] += term.coefficient * outcome.values[sample]
          variances[sample] += term.coefficient * term.coefficient * outcome.variances[sample]
          if !place.isShared {
            table[place.index, sample] = value(place.angle, sample: sample)
          }
        }
      }
      for sample in 0..<sampleCount {
        place.angle.forEachSlope(
          parameter: { parameters[$0] },
          input: { rows[sample * circuit.inputCount + $0] }
        ) { variable, slope in
          switch variable {
          case .parameter(let index):
            result.parameters[index] += slope * derivatives[sample]
            result.parameterVariances![index] += slope * slope * variances[sample]
          case .input(let index):
            result.inputs[sample * circuit.inputCount + index] += slope * derivatives[sample]
          }
        }
      }
    }
    return result
  }

  private func emptyGradient(sampleCount: Int) -> SampledGradient {
    let zeros = [Double](repeating: 0, count: circuit.parameterCount)
    return SampledGradient(
      inputs: Array(repeating: 0, count: sampleCount * circuit.inputCount), parameters: zeros,
      parameterVariances: zeros)
  }

  // MARK: - Random directions

  private func perturbed(
    _ arithmetic: Arithmetic, _ inputs: BatchTable, _ slopes: [Double], _ parameters: [Double],
    _ draw: RandomDraw, step: Double, directions: Int
  ) -> SampledGradient {
    let sampleCount = inputs.sampleCount
    let rows = inputs.rows
    let owned = TableRoom(
      arithmetic.precision, featureCount: circuit.inputCount, capacity: sampleCount)
    // A state is prepared from inputs that do not move.
    let fixed = circuit.circuit.preparation.inputs
    let room = runs.makeRoom(arithmetic, like: owned.table)
    let shots = ShotDice(draw, purpose: .backward)
    let choices = ShotDice(draw, purpose: .directions)
    var result = emptyGradient(sampleCount: sampleCount)
    var squares = [Double](repeating: 0, count: circuit.parameterCount)
    for direction in 0..<directions {
      var shared = choices.sharedStream(run: direction)
      let signs = parameters.map { _ in shared.next() & 1 == 0 ? 1.0 : -1 }
      let inputSigns = (0..<sampleCount).flatMap { sample in
        var own = choices.stream(sample: sample, run: direction)
        return (0..<circuit.inputCount).map { input in
          let sign = own.next() & 1 == 0 ? 1.0 : -1
          return fixed.contains(input) ? 0 : sign
        }
      }
      func outcome(_ side: Double) -> [Double] {
        owned.table.fill { input, sample in
          let index = sample * circuit.inputCount + input
          return rows[index] + side * step * inputSigns[index]
        }
        return weighted(
          runs, zip(parameters, signs).map { $0 + side * step * $1 }, owned.table, slopes,
          in: room, shots, run: 2 * direction + (side > 0 ? 0 : 1)
        ).values
      }
      let slopesAlong = zip(outcome(1), outcome(-1)).map { ($0 - $1) / (2 * step) }
      for sample in 0..<sampleCount {
        for input in 0..<circuit.inputCount {
          let index = sample * circuit.inputCount + input
          result.inputs[index] += slopesAlong[sample] * inputSigns[index] / Double(directions)
        }
      }
      let total = slopesAlong.reduce(0, +)
      for index in parameters.indices {
        let estimate = total * signs[index]
        result.parameters[index] += estimate / Double(directions)
        squares[index] += estimate * estimate
      }
    }
    let count = Double(directions)
    result.parameterVariances =
      directions < 2
      ? nil
      : zip(squares, result.parameters).map { square, mean in
        max(0, square / count - mean * mean) / (count - 1)
      }
    return result
  }
}
