import QuantumDistillation
import Testing

/// What the documentation's articles show in Swift, with the numbers that they print. The training of *What distillation is* is
/// among ``ReadmeTests``.
@Suite struct ArticleTests {
  /// *Circuits, bit order and signs*. Qiskit 2.6 and PennyLane 0.45 give the same.
  @Test func theCircuitOfTwoQubits() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.ry, 0.6, on: 0)
    circuit.append(.rz, 0.4, on: 0)
    circuit.append(.cx, on: 0, 1)
    circuit.append(.rx, 0.2, on: 1)

    let probabilities =
      VariationalCircuit(circuit, measuring: .probabilities(of: [0, 1]))
      .outputs(inputs: [], parameters: [], sampleCount: 1)
    let expectations =
      VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))
      .outputs(inputs: [], parameters: [], sampleCount: 1)

    #expect(probabilities.map(rounded) == [0.9036, 0.0009, 0.0091, 0.0865])
    #expect(expectations.map(rounded) == [0.8253, 0.8089])
  }

  /// *Objectives and their formulas*
  @Test func theObjectiveOfThePlan() {
    let distilled = Objective([
      CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
    ])
    #expect(distilled.needsTeacher)
  }

  /// *Reading a report*
  @Test func resultsAreReadFromARunFolder() {
    func verdicts(in folder: String) -> [String: Verdict]? {
      guard let results = ExperimentResults(inRunFolder: folder) else { return nil }
      var verdicts: [String: Verdict] = [:]
      for comparison in results.comparisons {
        verdicts[comparison.student] = comparison.difference.verdict
      }
      return verdicts
    }
    #expect(verdicts(in: "no-such-folder") == nil)
  }

  /// *From a plan to a device*
  @Test func aSavedStudentJudgesSamples() {
    func logits(_ folder: String, _ features: Matrix) throws -> Matrix {
      let student = try SavedStudent(contentsOf: folder)
      return try student.logits(for: features)
    }
    #expect(throws: FileError.self) {
      try logits("no-such-folder", Matrix(rowCount: 1, columnCount: 2))
    }
  }

  /// *Reproducing a run*
  @Test func streamsWithOneNameAreTheSame() {
    var stream = RandomStream(seed: 3, name: "batches")
    var again = RandomStream(seed: 3, name: "batches")
    var other = RandomStream(seed: 3, name: "init")
    let first = stream.next()
    #expect(first == again.next() && first != other.next())
  }

  /// To the digits that articles show.
  private func rounded(_ value: Double) -> Double { (value * 1e4).rounded() / 1e4 }
}
