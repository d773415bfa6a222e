import Numerics

// The readable engine: gate by gate, in double precision. It is the definition that any faster engine
// must agree with.

extension VariationalCircuit {
  /// Calls `body` for each group of samples that the operation treats alike: all of them together, or
  /// one by one when an angle depends on an input.
  @inline(__always)
  func forEachGroup(
    of operation: Circuit.Operation, number operationIndex: Int, _ arguments: CircuitArguments,
    sampleCount: Int, _ body: (_ samples: Range<Int>, _ angles: GateAngles) -> Void
  ) {
    if operation.angles.contains(where: { !$0.inputs.isEmpty }) {
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
    prepare(states, arguments)
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

  /// Writes what is measured on final states, `[samples, outputs]`.
  func measure(_ states: StateTable, into values: UnsafeMutablePointer<Double>) {
    switch measurement {
    case .expectationValues(let observables):
      withUnsafeTemporaryAllocation(of: Double.self, capacity: states.sampleCount) { column in
        for (index, observable) in observables.enumerated() {
          states.expectationValues(of: observable, into: column.baseAddress!)
          for sample in 0..<states.sampleCount {
            values[sample * outputCount + index] = column[sample]
          }
        }
      }
    case .probabilities(let qubits):
      for index in 0..<states.sampleCount * outputCount { values[index] = 0 }
      for basisState in 0..<states.rowCount {
        let outcome = outcome(of: qubits, in: basisState)
        for sample in 0..<states.sampleCount {
          values[sample * outputCount + outcome] += states.row(basisState)[sample].lengthSquared
        }
      }
    }
  }

  /// The values that these qubits have in a basis state, the first one's in the lowest bit.
  func outcome(of qubits: [Int], in basisState: Int) -> Int {
    qubits.enumerated().reduce(0) { $0 | (basisState >> $1.element & 1) << $1.offset }
  }
}
