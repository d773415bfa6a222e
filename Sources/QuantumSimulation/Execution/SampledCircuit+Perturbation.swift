import Arithmetic
import RandomStreams

extension SampledCircuit {
  /// By simultaneous perturbation: Spall, *Multivariate stochastic approximation using a simultaneous perturbation gradient
  /// approximation* (1992).
  func perturbed(
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
