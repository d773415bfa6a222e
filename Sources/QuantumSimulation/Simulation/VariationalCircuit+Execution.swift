import Numerics

// The readable engine: gate by gate, in double precision. It is the definition that any faster engine
// must agree with.

/// The inputs and parameters with which a circuit is run on a batch.
struct CircuitArguments {
  /// `[samples, inputs]`, radians.
  let inputs: UnsafePointer<Double>
  let inputCount: Int
  /// `[parameters]`, radians.
  let parameters: UnsafePointer<Double>
  /// One angle that is moved from where the arguments put it (for the parameter-shift rule).
  var shift: AngleShift?

  func angles(of operation: Circuit.Operation, number operationIndex: Int, sample: Int)
    -> GateAngles
  {
    var angles = GateAngles.zero
    for (index, angle) in operation.angles.enumerated() {
      angles[index] =
        switch angle {
        case .constant(let value): value
        case .parameter(let parameter): parameters[parameter]
        case .input(let input): inputs[sample * inputCount + input]
        }
    }
    if let shift, shift.operationIndex == operationIndex {
      angles[shift.angleIndex] += shift.amount
    }
    return angles
  }
}

/// A displacement of one angle of one operation, in radians.
struct AngleShift {
  let operationIndex: Int
  let angleIndex: Int
  let amount: Double
}

extension Circuit.Operation {
  /// Whether an angle differs from sample to sample.
  var dependsOnInput: Bool {
    angles.contains { if case .input = $0 { true } else { false } }
  }
}

extension VariationalCircuit {
  /// Calls `body` for each group of samples that the operation treats alike: all of them together, or
  /// one by one when an angle is an input.
  @inline(__always)
  func forEachGroup(
    of operation: Circuit.Operation, number operationIndex: Int, _ arguments: CircuitArguments,
    sampleCount: Int, _ body: (_ samples: Range<Int>, _ angles: GateAngles) -> Void
  ) {
    if operation.dependsOnInput {
      for sample in 0..<sampleCount {
        body(
          sample..<sample + 1,
          arguments.angles(of: operation, number: operationIndex, sample: sample))
      }
    } else {
      body(
        0..<sampleCount, arguments.angles(of: operation, number: operationIndex, sample: 0))
    }
  }

  /// Runs the circuit: `states` become the final states.
  func run(_ arguments: CircuitArguments, on states: StateTable) {
    states.setToGroundState()
    for (index, operation) in circuit.operations.enumerated() {
      forEachGroup(
        of: operation, number: index, arguments, sampleCount: states.sampleCount
      ) { samples, angles in
        for block in operation.gate.blocks(angles) {
          states.apply(block, on: operation.qubits, samples: samples)
        }
      }
    }
  }

  /// Writes the expectation values of final states, `[samples, observables]`.
  func measure(_ states: StateTable, into values: UnsafeMutablePointer<Double>) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: states.sampleCount) { column in
      for (index, observable) in observables.enumerated() {
        states.expectationValues(of: observable, into: column.baseAddress!)
        for sample in 0..<states.sampleCount {
          values[sample * outputCount + index] = column[sample]
        }
      }
    }
  }
}
