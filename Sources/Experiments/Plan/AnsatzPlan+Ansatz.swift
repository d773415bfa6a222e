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
    let qubitCounts = qubitCounts
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
    if name == .qcnn, layers > QCNN.layerLimit(qubitCount) {
      throw PlanError(
        place,
        "\(layers) layers; qcnn on \(qubitCount) qubits has at most \(QCNN.layerLimit(qubitCount))")
    }
    if let program, !program.inputs.isEmpty, mirrored {
      throw PlanError(place, "a program with inputs of its own has no inverse to be mirrored with")
    }
    if let program, !program.inputs.isEmpty, layers < 1 {
      throw PlanError(place, "\(layers) layers; the program's inputs need at least 1")
    }
    if name == .qcnn && mirrored {
      throw PlanError(
        place, "the layers of qcnn leave fewer and fewer qubits: they have no inverse")
    }
    if case .sim(let number) = name, !(1...19).contains(number) {
      throw PlanError(place, "\(name.rawValue); there are sim-1 to sim-19")
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
    let entanglement = entanglement ?? name.defaultEntanglement
    switch name {
    case .stronglyEntangling:
      return [StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: layers)]
    case .basicEntangler:
      return [BasicEntanglerLayers(qubitCount: qubitCount, layerCount: layers)]
    case .simplifiedTwoDesign:
      return [SimplifiedTwoDesign(qubitCount: qubitCount, layerCount: layers)]
    case .realAmplitudes:
      return [
        TwoLocal.realAmplitudes(
          qubitCount: qubitCount, layerCount: layers, entanglement: entanglement!)
      ]
    case .efficientSU2:
      return [
        TwoLocal.efficientSU2(
          qubitCount: qubitCount, layerCount: layers, entanglement: entanglement!)
      ]
    case .twoLocal:
      return [TwoLocal(qubitCount: qubitCount, layerCount: layers, entanglement: entanglement!)]
    case .sim(let number):
      return [SimAnsatz(number: number, qubitCount: qubitCount, layerCount: layers)]
    case .specialUnitaryRing:
      return [SpecialUnitaryRing(qubitCount: qubitCount, blockCount: layers * qubitCount)]
    case .specialUnitaryBrickWall:
      return [SpecialUnitaryBrickWall(qubitCount: qubitCount, layerCount: layers)]
    case .arbitraryUnitary:
      return Array(repeating: ArbitraryUnitary(qubitCount: qubitCount), count: layers)
    case .qcnn:
      return [QCNN(qubitCount: qubitCount, layerCount: layers)]
    case .openqasm: return Array(repeating: GivenCircuit(program!.circuit), count: layers)
    }
  }

  /// One template for each layer, its inverse included if it has one.
  func makeSingleLayers(qubitCount: Int) -> [any Ansatz] {
    let single = makePlainSingleLayers(qubitCount: qubitCount)
    return mirrored ? single.map { Mirrored($0) } : single
  }

  private func makePlainSingleLayers(qubitCount: Int) -> [any Ansatz] {
    if name == .stronglyEntangling {
      // Each with the range that it has among the others.
      return StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: layers).ranges.map {
        let layer = StronglyEntanglingLayers(qubitCount: qubitCount, ranges: [$0])
        return entangled ? layer : Unentangled(layer)!
      }
    }
    var layer = self
    layer.layers = 1
    return (0..<layers).flatMap { _ in layer.makeLayers(qubitCount: qubitCount) }
  }

  /// Whether samples enter by the ansatz itself, without an embedding.
  var hasInputs: Bool { program?.inputs.isEmpty == false }

  /// The qubits that are there to be measured at the end.
  func remainingQubits(of qubitCount: Int) -> [Int] {
    name == .qcnn
      ? QCNN(qubitCount: qubitCount, layerCount: layers).measuredQubits : Array(0..<qubitCount)
  }
}

extension AnsatzPlan {
  /// How many qubits there may be.
  fileprivate var qubitCounts: ClosedRange<Int> {
    switch name {
    case .sim, .specialUnitaryRing, .specialUnitaryBrickWall, .qcnn: 2...Circuit.qubitLimit
    case .arbitraryUnitary: 1...3
    case .openqasm: program!.circuit.qubitCount...program!.circuit.qubitCount
    case .stronglyEntangling, .basicEntangler, .simplifiedTwoDesign, .realAmplitudes,
      .efficientSU2, .twoLocal:
      1...Circuit.qubitLimit
    }
  }
}
