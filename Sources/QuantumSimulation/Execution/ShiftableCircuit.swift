/// A circuit in which every angle has a number of its own at every place, so that one can be shifted at one place alone.
struct ShiftableCircuit: Sendable {
  /// Where an angle is that can be shifted.
  struct Place: Sendable {
    let angle: Angle
    let rule: [ShiftTerm]
    /// The number of the parameter that stands there instead or, where the angle differs from sample to sample, of the input.
    let index: Int
    var isShared: Bool { angle.inputs.isEmpty }
  }

  let places: [Place]
  /// Takes a parameter for each shared place; and the circuit's own inputs (from which a state may be prepared), then one for
  /// each other place.
  let runs: OutcomeRuns
  let parameterCount, inputCount: Int

  init(_ circuit: VariationalCircuit, _ execution: CircuitExecution) {
    // Where noise turns too far, a shift arrives that much longer: it is that much shorter here, and counts that much more.
    let excess = (execution.noise as? NoiseModel)?.overRotation ?? 0
    let factor = 1 + excess * execution.noiseStrength
    var rewritten = Circuit(qubitCount: circuit.circuit.qubitCount)
    rewritten.prepare(circuit.circuit.preparation)
    var places: [Place] = []
    var (parameterCount, inputCount) = (0, circuit.inputCount)
    for operation in circuit.circuit.operations {
      let angles = operation.angles.map { angle -> Angle in
        if angle.isConstant { return angle }
        let isShared = angle.inputs.isEmpty
        let index = isShared ? parameterCount : inputCount
        if factor != 0 {
          let rule = operation.gate.shiftRule.map {
            ShiftTerm(shift: $0.shift / factor, coefficient: $0.coefficient * factor)
          }
          places.append(Place(angle: angle, rule: rule, index: index))
        }
        if isShared { parameterCount += 1 } else { inputCount += 1 }
        return isShared ? .parameter(index) : .input(index)
      }
      rewritten.append(Circuit.Operation(operation.gate, angles, on: operation.qubits))
    }
    self.places = places
    self.parameterCount = parameterCount
    self.inputCount = inputCount
    runs = OutcomeRuns(
      VariationalCircuit(rewritten, measuring: circuit.measurement), execution)
  }
}
