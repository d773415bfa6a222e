import HybridModels
import QuantumSimulation

/// Which smaller students a search tries: the subject's circuit with other ansatzes, fewer layers, qubits and measured qubits.
public struct CompressionSpace: Sendable, Hashable {
  /// The ansatzes.
  public var ansatzes: [AnsatzPlan.Name]
  /// The most layers; `nil` for as many as fit into the subject's number of parameters, at most eight.
  public var layerLimit: Int?

  /// A space.
  public init(
    ansatzes: [AnsatzPlan.Name] = [
      .stronglyEntangling, .basicEntangler, .realAmplitudes, .specialUnitaryRing,
    ], layerLimit: Int? = nil
  ) {
    self.ansatzes = ansatzes
    self.layerLimit = layerLimit
  }

  static let usualLayerLimit = 8
}

/// A student that a search tries, and what it takes.
public struct CompressedStudent: Sendable, Hashable, Codable {
  /// The student.
  public let student: StudentPlan
  /// How many parameters it has, and how many of them are angles of circuits.
  public let parameters, quantumParameters: Int
  /// How many gates on two qubits or more its circuit has, as its description writes them.
  public let twoQubitGates: Int
}

extension ExperimentPlan {
  /// The students of a space that have no more parameters than the subject; the subject is among them, first.
  ///
  /// - Throws: `PlanError` if the subject has no circuit, or several.
  func compressionCandidates(
    _ space: CompressionSpace
  ) throws(PlanError) -> [CompressedStudent] {
    let subject = students.first { $0.name == self.subject }!
    let circuits = subject.layers.indices.filter { index in
      if case .circuit = subject.layers[index] { true } else { false }
    }
    guard circuits.count == 1, case .circuit(let circuit) = subject.layers[circuits[0]] else {
      throw PlanError(
        "subject",
        "\(self.subject) has \(circuits.count) circuits; a student with one can be compressed: name it with --set subject=..."
      )
    }
    guard let whole = candidate(subject) else {
      throw PlanError("subject", "\(self.subject) cannot be made")
    }
    var candidates = [whole]
    let limit = space.layerLimit ?? max(CompressionSpace.usualLayerLimit, circuit.ansatz.layers)
    for qubits in subject.qubitChoices(circuitAt: circuits[0]) {
      for ansatz in space.ansatzes {
        for layers in 1...max(1, limit) {
          for measured in circuit.measurementChoices(qubits: qubits) {
            guard
              let student = subject.compressed(
                circuitAt: circuits[0], ansatz: ansatz, layers: layers, qubits: qubits,
                measured: measured), let candidate = candidate(student),
              candidate.parameters <= whole.parameters,
              !candidates.contains(where: { $0.student.layers == student.layers })
            else { continue }
            candidates.append(candidate)
          }
        }
      }
    }
    return candidates
  }

  /// The student with its counts; `nil` if it cannot be made.
  private func candidate(_ student: StudentPlan) -> CompressedStudent? {
    guard
      let model = try? student.makeModel(
        inputCount: data.inputCount, classCount: data.classCount)
    else { return nil }
    let operations = model.layers.compactMap { ($0 as? CircuitLayer)?.circuit.circuit.operations }
    return CompressedStudent(
      student: student, parameters: model.parameterCount,
      quantumParameters: model.quantumParameterCount,
      twoQubitGates: operations.joined().count { $0.qubits.count > 1 })
  }
}

extension StudentPlan {
  /// How many qubits its circuit may have: as many as it has and fewer, if a dense layer stands before it.
  fileprivate func qubitChoices(circuitAt index: Int) -> [Int?] {
    guard index > 0, case .dense(let dense) = layers[index - 1],
      case .count(let count) = dense.units,
      case .circuit(let circuit) = layers[index],
      circuit.embedding?.takesAnInputForEachQubit == true
    else { return [nil] }
    return (1...max(1, count)).reversed().map { $0 }
  }

  /// The student with another circuit; `nil` if the ansatz cannot be what the circuit's was.
  fileprivate func compressed(
    circuitAt index: Int, ansatz: AnsatzPlan.Name, layers count: Int, qubits: Int?, measured: Int?
  ) -> StudentPlan? {
    guard case .circuit(var circuit) = layers[index] else { return nil }
    var student = self
    var name = "\(ansatz.rawValue)-l\(count)"
    circuit.ansatz =
      ansatz == circuit.ansatz.name
      ? circuit.ansatz.withLayers(count)
      : AnsatzPlan(
        name: ansatz, layers: count, mirrored: circuit.ansatz.mirrored,
        entangled: circuit.ansatz.entangled)
    if let qubits, case .dense(var dense) = layers[index - 1] {
      dense.units = .count(qubits)
      student.layers[index - 1] = .dense(dense)
      if circuit.qubits != nil { circuit.qubits = qubits }
      name += "-q\(qubits)"
    }
    if let measured {
      circuit.measure = .z(Array(0..<measured))
      name += "-m\(measured)"
    }
    student.layers[index] = .circuit(circuit)
    student.name = name
    return student
  }
}

extension EmbeddingPlan {
  fileprivate var takesAnInputForEachQubit: Bool {
    switch self {
    case .angle, .iqp, .basis: true
    case .amplitude: false
    }
  }
}

extension CircuitPlan {
  /// How many qubits may be measured; `nil` for what is measured now.
  fileprivate func measurementChoices(qubits: Int?) -> [Int?] {
    switch measure {
    case .z(let measured):
      let count = qubits ?? measured.count
      return (1...max(1, count)).reversed().map { $0 }
    case .remaining: return qubits.map { (1...max(1, $0)).reversed().map { $0 } } ?? [nil]
    case .probabilities, .paulis: return [nil]
    }
  }
}

extension StudentPlan {
  /// The student as a plan's `students` has it.
  public func yaml() throws -> String {
    let layers = try PlanEncoder.encode(layers)
    let entry = PlanNode.Entry(key: name, origin: .program, node: layers)
    return PlanNode(value: .mapping([entry]), origin: .program).yaml()
  }
}
