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

extension Circuit {
  /// How many gates act on one qubit, and how many on more.
  public var gateCounts: (single: Int, multiple: Int) {
    let single = operations.count { $0.qubits.count == 1 }
    return (single, operations.count - single)
  }

  /// The most gates that follow one another, each on a qubit of the one before.
  public var depth: Int {
    var depths = Array(repeating: 0, count: qubitCount)
    for operation in operations {
      let depth = operation.qubits.map { depths[$0] }.max()! + 1
      for qubit in operation.qubits { depths[qubit] = depth }
    }
    return depths.max()!
  }
}
