/// The inputs and parameters with which a circuit is run on a batch.
struct CircuitArguments {
  /// `[samples, inputs]`.
  let inputs: UnsafePointer<Double>
  let inputCount: Int
  /// `[parameters]`.
  let parameters: UnsafePointer<Double>
  /// One number that is moved from where the arguments put it (for the parameter-shift rule).
  var shift: Shift?

  /// A displacement by `amount` in every sample.
  enum Shift {
    /// Of one angle of one operation.
    case angle(operationIndex: Int, angleIndex: Int, amount: Double)
    /// Of one amplitude of the prepared state, which is not normalised any more.
    case amplitude(basisState: Int, amount: Double)
  }

  /// One sample's inputs.
  func inputs(of sample: Int) -> UnsafePointer<Double> {
    inputs + sample * inputCount
  }

  func angles(of operation: Circuit.Operation, number operationIndex: Int, sample: Int)
    -> GateAngles
  {
    var angles = GateAngles.zero
    for (index, angle) in operation.angles.enumerated() {
      angles[index] = value(of: angle, sample: sample)
    }
    if case .angle(operationIndex, let angleIndex, let amount) = shift {
      angles[angleIndex] += amount
    }
    return angles
  }

  private func value(of angle: Angle, sample: Int) -> Double {
    let inputs = inputs(of: sample)
    return angle.value(parameter: { parameters[$0] }, input: { inputs[$0] })
  }
}

/// Where a loss's derivatives are added up.
struct GradientSums {
  /// `[parameters]`, or `nil` if there are none.
  let parameters: UnsafeMutablePointer<Double>?
  /// `[samples, inputs]`, or `nil` if there are none.
  let inputs: UnsafeMutablePointer<Double>?

  /// Adds a derivative by an angle to those by the parameters and inputs that the angle depends on, by the
  /// chain rule.
  func add(_ derivative: Double, by angle: Angle, of arguments: CircuitArguments, sample: Int) {
    let values = arguments.inputs(of: sample)
    let inputs = inputs.map { $0 + sample * arguments.inputCount }
    angle.forEachSlope(parameter: { arguments.parameters[$0] }, input: { values[$0] }) {
      variable, slope in
      switch variable {
      case .parameter(let index): parameters?[index] += derivative * slope
      case .input(let index): inputs?[index] += derivative * slope
      }
    }
  }
}
