import HybridModels
import QuantumSimulation

// From what a plan says of a circuit to the circuit. Everything is checked before, so that no template's
// precondition fails.

extension CircuitPlan {
  /// The circuit.
  ///
  /// - Parameters:
  ///   - inputCount: how many numbers a sample has; by default as many as the embedding takes on the plan's qubits.
  ///   - place: what an error calls the circuit.
  /// - Throws: `PlanError` for what cannot be.
  public func makeCircuit(
    inputCount: Int? = nil, place: String = "circuit"
  ) throws(PlanError) -> VariationalCircuit {
    let qubitCount = try qubitCount(inputCount: inputCount, place: place)
    try ansatz.check(qubitCount: qubitCount, place: place)
    try checkInputs(inputCount, place: place)
    var circuit = Circuit(qubitCount: qubitCount)
    if reupload {
      let embedding = try makeReuploadedEmbedding(qubitCount: qubitCount, place: place)
      circuit.append(
        DataReuploading(embedding, layers: ansatz.makeSingleLayers(qubitCount: qubitCount)))
    } else {
      let made = try embedding?.makeEmbedding(
        qubitCount: qubitCount, inputCount: inputCount, place: place)
      if let made { circuit.append(made) }
      for part in ansatz.makeAnsatz(qubitCount: qubitCount) { circuit.append(part) }
    }
    let remaining = ansatz.remainingQubits(of: qubitCount)
    return VariationalCircuit(
      circuit,
      measuring: try measure.makeMeasurement(
        remaining: remaining, qubitCount: qubitCount, place: place))
  }

  /// How the initial angles of a circuit on so many qubits are drawn.
  func makeInitializer(
    qubitCount: Int, place: String
  ) throws(PlanError) -> CircuitInitializer {
    try initial.check(ansatz, place: "\(place).initial")
    switch initial {
    case .uniform(let start, let end): return .uniform(start..<end)
    case .normal(let deviation): return .normal(deviation: deviation)
    case .asWritten:
      let scaleCount = embedding?.parameterCount(of: qubitCount) ?? 0
      let scales = Array(repeating: 1.0, count: scaleCount)
      let written = ansatz.program!.writtenAngles.map { $0! }
      let layers = Array(repeating: written, count: ansatz.layers)
      return .values(reupload ? layers.flatMap { scales + $0 } : scales + layers.flatMap { $0 })
    case .identityBlocks:
      let embedded =
        reupload ? try makeReuploadedEmbedding(qubitCount: qubitCount, place: place) : nil
      var end = reupload ? 0 : embedding?.parameterCount(of: qubitCount) ?? 0
      return .identityBlocks(
        ansatz.makeSingleLayers(qubitCount: qubitCount).map { layer in
          let start = end + (embedded?.parameterCount ?? 0)
          end = start + layer.parameterCount
          return start..<end
        })
    }
  }

  /// Makes sure that the circuit can be a model's layer with this number.
  func checkLayer(_ index: Int, place: String) throws(PlanError) {
    guard let embedding else {
      guard ansatz.hasInputs else {
        throw PlanError(place, "without an embedding the circuit takes no inputs")
      }
      return
    }
    if embedding == .basis, index > 0 {
      throw PlanError(place, "the embedding basis takes bits: it must be in the first layer")
    }
  }

  /// Makes sure that samples enter in one way, and that the program's inputs are as many as a sample has.
  private func checkInputs(_ inputCount: Int?, place: String) throws(PlanError) {
    guard let program = ansatz.program, !program.inputs.isEmpty else { return }
    guard embedding == nil else {
      throw PlanError(
        place, "the program has inputs of its own: leave out ansatz.inputs, or say embedding: null")
    }
    guard inputCount == nil || inputCount == program.inputs.count else {
      throw PlanError(
        place, "the program names \(program.inputs.count) inputs, where samples have \(inputCount!)"
      )
    }
  }

  /// The number of qubits that is given, or else follows from the program or from the inputs.
  private func qubitCount(inputCount: Int?, place: String) throws(PlanError) -> Int {
    let needed = inputCount.map { embedding?.qubitCount(for: $0) ?? $0 }
    guard let count = qubits ?? ansatz.program?.circuit.qubitCount ?? needed else {
      throw PlanError(place, "how many qubits?")
    }
    guard count >= 1 else { throw PlanError(place, "\(count) qubits; at least 1 is needed") }
    guard count <= Circuit.qubitLimit else {
      throw PlanError(place, "\(count) qubits; at most \(Circuit.qubitLimit) are simulated")
    }
    guard let embedding, let inputCount else { return count }
    let limit = embedding.inputCount(of: count)
    if case .amplitude = embedding {
      guard inputCount <= limit else {
        throw PlanError(
          place, "\(inputCount) amplitudes; \(count) qubits have at most \(limit)")
      }
    } else if inputCount != limit {
      throw PlanError(
        place,
        "\(count) qubits for \(inputCount) inputs; the embedding \(embedding.name.rawValue) takes one for "
          + "each qubit")
    }
    return count
  }

  private func makeReuploadedEmbedding(
    qubitCount: Int, place: String
  ) throws(PlanError) -> any Embedding {
    switch embedding {
    case nil: throw PlanError(place, "without an embedding there is nothing to re-upload")
    case .amplitude, .basis:
      throw PlanError(
        place,
        "the embedding \(embedding!.name.rawValue) prepares a state, which can be done only once; "
          + "re-upload with angle or iqp")
    case .angle, .iqp: break
    }
    guard !ansatz.letsQubitsGo(of: qubitCount) else {
      throw PlanError(
        place, "the layers of \(ansatz.name.rawValue) have fewer and fewer qubits to re-upload to")
    }
    guard ansatz.layers >= 1 else {
      throw PlanError(place, "\(ansatz.layers) layers; re-uploading needs at least 1")
    }
    return try embedding!.makeEmbedding(qubitCount: qubitCount, inputCount: nil, place: place)
  }
}

extension EmbeddingPlan {
  /// How many trainable scales there are.
  func parameterCount(of qubitCount: Int) -> Int {
    if case .angle(_, .trainable) = self { qubitCount } else { 0 }
  }

  /// How many qubits so many inputs need.
  fileprivate func qubitCount(for inputCount: Int) -> Int {
    switch self {
    case .angle, .basis, .iqp: inputCount
    // The smallest n with 2^n amplitudes.
    case .amplitude: max(1, Int.bitWidth - max(inputCount - 1, 0).leadingZeroBitCount)
    }
  }

  /// How many inputs so many qubits take.
  fileprivate func inputCount(of qubitCount: Int) -> Int {
    switch self {
    case .angle, .basis, .iqp: qubitCount
    case .amplitude: 1 << qubitCount
    }
  }

  fileprivate func makeEmbedding(
    qubitCount: Int, inputCount: Int?, place: String
  ) throws(PlanError) -> any Embedding {
    switch self {
    case .angle(let axis, let scaling):
      return AngleEmbedding(qubitCount: qubitCount, axis: axis, scaling: scaling)
    case .amplitude(let padding):
      guard padding.isFinite else { throw PlanError(place, "padding \(padding)") }
      return AmplitudeEmbedding(
        qubitCount: qubitCount, inputCount: inputCount ?? 1 << qubitCount, padding: padding)
    case .basis: return BasisEmbedding(qubitCount: qubitCount)
    case .iqp(let repeats, let entanglement):
      guard (1...AnsatzPlan.layerLimit).contains(repeats) else {
        throw PlanError(place, "\(repeats) repeats; there may be 1 to \(AnsatzPlan.layerLimit)")
      }
      return IQPEmbedding(
        qubitCount: qubitCount, repeatCount: repeats, entanglement: entanglement)
    }
  }
}

extension MeasurementPlan {
  fileprivate func makeMeasurement(
    remaining: [Int], qubitCount: Int, place: String
  ) throws(PlanError) -> VariationalCircuit.Measurement {
    switch self {
    case .remaining: return .expectationValues(PauliString.z(of: remaining))
    case .z(let qubits), .probabilities(let qubits):
      guard !qubits.isEmpty, Set(qubits).count == qubits.count,
        qubits.allSatisfy((0..<qubitCount).contains)
      else {
        throw PlanError(
          place, "measures \(qubits); name different qubits from 0 to \(qubitCount - 1)")
      }
      if case .z = self { return .expectationValues(PauliString.z(of: qubits)) }
      return .probabilities(of: qubits)
    case .paulis(let strings):
      guard !strings.isEmpty else { throw PlanError(place, "measures no Pauli string") }
      for string in strings {
        guard !string.factors.isEmpty, string.factors.keys.allSatisfy((0..<qubitCount).contains)
        else {
          throw PlanError(
            place, "measures \(string); name operators of qubits 0 to \(qubitCount - 1)")
        }
      }
      return .expectationValues(strings)
    }
  }
}
