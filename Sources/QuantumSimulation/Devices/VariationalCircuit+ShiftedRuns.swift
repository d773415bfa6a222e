extension VariationalCircuit {
  /// How often the circuit runs, with one angle shifted at a time, for the exact derivatives of a sample by the parameter-shift rule: two
  /// or four times for each angle of a gate that depends on what is asked for, but for gates from which nothing reaches what is
  /// measured.
  ///
  /// - Parameters:
  ///   - byParameters: whether derivatives by parameters are wanted.
  ///   - byInputs: whether those by inputs are.
  public func shiftedRunCount(byParameters: Bool, byInputs: Bool) -> Int {
    var seen = Set(measurement.qubits)
    var count = 0
    for operation in circuit.operations.reversed() {
      guard operation.qubits.contains(where: seen.contains) else { continue }
      seen.formUnion(operation.qubits)
      count +=
        operation.gate.shiftRule.count
        * operation.angles.count {
          byParameters && !$0.parameters.isEmpty || byInputs && !$0.inputs.isEmpty
        }
    }
    return count
  }
}
