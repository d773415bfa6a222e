import QuantumSimulation

extension AnsatzPlan {
  /// Deeper circuits than this nobody can train.
  static let layerLimit = 10_000

  /// Makes sure that there is such an ansatz on so many qubits.
  func check(qubitCount: Int, place: String) throws(PlanError) {
    guard (0...Self.layerLimit).contains(layers) else {
      throw PlanError(place, "\(layers) layers; there may be 0 to \(Self.layerLimit)")
    }
    guard (name == .openqasm) == (program != nil) else {
      throw PlanError(place, "the ansatz openqasm is a program, and others are none")
    }
    let qubitCounts = name.family?.qubitCounts ?? program!.qubitCounts
    guard qubitCount >= qubitCounts.lowerBound else {
      throw PlanError(
        place, "\(name.rawValue) needs at least \(qubitCounts.lowerBound) qubits, not \(qubitCount)"
      )
    }
    guard qubitCount <= qubitCounts.upperBound else {
      throw PlanError(
        place, "\(name.rawValue) is for at most \(qubitCounts.upperBound) qubits, not \(qubitCount)"
      )
    }
    if let limit = name.family?.layerLimit?(qubitCount), layers > limit {
      throw PlanError(
        place,
        "\(layers) layers; \(name.rawValue) on \(qubitCount) qubits has at most \(limit)")
    }
    if let program, !program.inputs.isEmpty, mirrored {
      throw PlanError(place, "a program with inputs of its own has no inverse to be mirrored with")
    }
    if let program, !program.inputs.isEmpty, layers < 1 {
      throw PlanError(place, "\(layers) layers; the program's inputs need at least 1")
    }
    if mirrored, letsQubitsGo(of: qubitCount) {
      throw PlanError(
        place,
        "the layers of \(name.rawValue) leave fewer and fewer qubits: they have no inverse")
    }
    if entanglement != nil, name.defaultEntanglement == nil {
      let others = Name.allCases.filter { $0.defaultEntanglement != nil }.map(\.rawValue)
      throw PlanError(
        place,
        "\(name.rawValue) takes no entanglement; \(others.joined(separator: ", ")) do")
    }
    guard entangled || canBeUnentangled(qubitCount: qubitCount) else {
      throw PlanError(
        place,
        "the gates of \(name.rawValue) that entangle qubits have angles of their own: it cannot be without them"
      )
    }
  }

  /// The ansatz, as one template or several in a row.
  ///
  /// - Precondition: ``check(qubitCount:place:)`` has found no fault.
  func makeAnsatz(qubitCount: Int) -> [any Ansatz] {
    mirrored ? makeSingleLayers(qubitCount: qubitCount) : makeLayers(qubitCount: qubitCount)
  }

  /// Whether something is left of the ansatz without the gates that entangle qubits.
  ///
  /// - Precondition: there is such an ansatz.
  func canBeUnentangled(qubitCount: Int) -> Bool {
    makeEntangledLayers(qubitCount: qubitCount).allSatisfy { Unentangled($0) != nil }
  }

  private func makeLayers(qubitCount: Int) -> [any Ansatz] {
    let layers = makeEntangledLayers(qubitCount: qubitCount)
    return entangled ? layers : layers.map { Unentangled($0)! }
  }

  private func makeEntangledLayers(qubitCount: Int) -> [any Ansatz] {
    guard let family = name.family else {
      return Array(repeating: GivenCircuit(program!.circuit), count: layers)
    }
    // A family without a choice does not look at it.
    return family.templates(entanglement ?? family.entanglement ?? .linear)(qubitCount, layers)
  }

  /// One template for each layer, its inverse included if it has one.
  func makeSingleLayers(qubitCount: Int) -> [any Ansatz] {
    let single = makePlainSingleLayers(qubitCount: qubitCount)
    return mirrored ? single.map { Mirrored($0) } : single
  }

  private func makePlainSingleLayers(qubitCount: Int) -> [any Ansatz] {
    if let singleLayers = name.family?.singleLayers {
      let layers = singleLayers(qubitCount, layers)
      return entangled ? layers : layers.map { Unentangled($0)! }
    }
    var layer = self
    layer.layers = 1
    return (0..<layers).flatMap { _ in layer.makeLayers(qubitCount: qubitCount) }
  }

  /// Whether samples enter by the ansatz itself, without an embedding.
  var hasInputs: Bool { program?.inputs.isEmpty == false }

  /// The qubits that are there to be measured at the end.
  func remainingQubits(of qubitCount: Int) -> [Int] {
    makeEntangledLayers(qubitCount: qubitCount).last?.measuredQubits ?? Array(0..<qubitCount)
  }

  /// Whether some qubits are let go before the end.
  func letsQubitsGo(of qubitCount: Int) -> Bool {
    remainingQubits(of: qubitCount).count < qubitCount
  }
}

extension OpenQASMAnsatz {
  /// A program has as many qubits as it says.
  fileprivate var qubitCounts: ClosedRange<Int> { circuit.qubitCount...circuit.qubitCount }
}
