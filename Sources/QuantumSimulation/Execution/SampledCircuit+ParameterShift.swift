import Arithmetic

extension SampledCircuit {
  /// By the shift rule of each angle that depends on a parameter or an input.
  func shifted(
    _ arithmetic: Arithmetic, _ inputs: BatchTable, _ slopes: [Double], _ parameters: [Double],
    _ draw: RandomDraw
  ) -> SampledGradient {
    let sampleCount = inputs.sampleCount
    var angles = ShiftedAngles(shiftable, arithmetic, inputs, parameters)
    var result = emptyGradient(sampleCount: sampleCount)
    let room = shiftable.runs.makeRoom(arithmetic, like: angles.table)
    let dice = ShotDice(draw, purpose: .backward)
    var run = 0
    for place in shiftable.places {
      var derivatives = [Double](repeating: 0, count: sampleCount)
      var variances = derivatives
      for term in place.rule {
        angles.set(place, shiftedBy: term.shift)
        let outcome = weighted(
          shiftable.runs, angles.shared, angles.table, slopes, in: room, dice, run: run)
        angles.set(place)
        run += 1
        for sample in 0..<sampleCount {
          derivatives[sample] += term.coefficient * outcome.values[sample]
          variances[sample] += term.coefficient * term.coefficient * outcome.variances[sample]
        }
      }
      for sample in 0..<sampleCount {
        angles.forEachSlope(of: place, sample: sample) { variable, slope in
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
}

/// The angles that are shifted, as parameters and inputs of the circuit that has each of them by itself.
private struct ShiftedAngles {
  /// Those that all samples have in common, `[parameters of the circuit]`.
  private(set) var shared: [Double]
  private let room: TableRoom
  private let parameters: [Double]
  /// The samples' inputs, `[samples, inputs]`.
  private let rows: [Double]
  private let inputCount: Int

  init(
    _ circuit: ShiftableCircuit, _ arithmetic: Arithmetic, _ inputs: BatchTable,
    _ parameters: [Double]
  ) {
    self.parameters = parameters
    (rows, inputCount) = (inputs.rows, inputs.featureCount)
    shared = Array(repeating: 0, count: circuit.parameterCount)
    room = TableRoom(
      arithmetic.precision, featureCount: circuit.inputCount, capacity: inputs.sampleCount)
    for sample in 0..<inputs.sampleCount {
      for input in 0..<inputCount { table[input, sample] = rows[sample * inputCount + input] }
    }
    for place in circuit.places { set(place) }
  }

  /// The inputs of the samples and the angles that these do not have in common.
  var table: BatchTable { room.table }

  /// Gives a place its angle, or one beside it.
  mutating func set(_ place: ShiftableCircuit.Place, shiftedBy shift: Double? = nil) {
    if place.isShared {
      shared[place.index] = value(place.angle, sample: 0) + (shift ?? 0)
    } else {
      for sample in 0..<table.sampleCount {
        table[place.index, sample] = value(place.angle, sample: sample)
        if let shift { table[place.index, sample] += shift }
      }
    }
  }

  /// How the angle of a place depends on each parameter and each input.
  func forEachSlope(
    of place: ShiftableCircuit.Place, sample: Int, _ body: (Angle.Variable, Double) -> Void
  ) {
    place.angle.forEachSlope(
      parameter: { parameters[$0] }, input: { rows[sample * inputCount + $0] }, body)
  }

  private func value(_ angle: Angle, sample: Int) -> Double {
    angle.value(parameter: { parameters[$0] }, input: { rows[sample * inputCount + $0] })
  }
}
