extension DeviceCircuit {
  /// The circuit that the device executes for a sample: gates by their OpenQASM names, with numbers for angles. An `ecr`, for which
  /// there is no gate here, is exp(-i pi/4 ZX) and then X.
  ///
  /// - Parameters:
  ///   - inputs: the sample's, `[inputCount]`.
  ///   - parameters: the circuit's, `[parameterCount]`.
  public func executed(inputs: [Double], parameters: [Double]) -> Circuit {
    precondition(inputs.count >= original.inputCount, "\(inputs.count) inputs")
    precondition(parameters.count >= original.parameterCount, "\(parameters.count) parameters")
    var circuit = Circuit(qubitCount: physicalQubits.count)
    if original.circuit.preparation != .groundState {
      circuit.prepare(original.circuit.preparation)
    }
    func number(_ sum: AngleSum) -> Angle {
      .constant(sum.value(parameter: { parameters[$0] }, input: { inputs[$0] }))
    }
    for operation in operations {
      let qubits = operation.qubits
      func append(_ gate: Gate, _ angles: Angle...) {
        circuit.append(Circuit.Operation(gate, angles, on: qubits))
      }
      switch operation.kind {
      case .rz(let angle): append(.rz, number(angle))
      case .pulse(.x): append(.x)
      case .pulse: append(.sx)
      case .u3(let angle):
        append(.sx)
        append(.rz, number(angle))
        append(.sx)
      case .entangler(.cx): append(.cx)
      case .entangler(.cz): append(.cz)
      case .entangler(.ecr):
        append(.pauliRotation([.z, .x]), .constant(.pi / 2))
        circuit.append(.x, on: qubits[0])
      }
    }
    return circuit
  }
}
