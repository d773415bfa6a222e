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
