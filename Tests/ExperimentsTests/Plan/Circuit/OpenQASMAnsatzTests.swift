import Foundation
import HybridModels
import QuantumSimulation
import TestSupport
import Testing

@testable import Experiments

@Suite struct OpenQASMAnsatzTests {
  private static let program = """
    input float[64] a; input float[64] x; input float[64] b;
    qubit[2] q;
    ry(x) q[0]; rx(a) q[1]; cx q[0], q[1]; rz(b) q[1]; rx(0.25) q[0];
    """

  private func circuit(_ json: String) throws -> VariationalCircuit {
    try plan(json).makeCircuit(inputCount: nil)
  }

  private func plan(_ json: String) throws -> CircuitPlan {
    try JSONDecoder().decode(CircuitPlan.self, from: Data(json.utf8))
  }

  private func json(_ ansatz: String, _ rest: String = "") throws -> String {
    let text = String(decoding: try JSONEncoder().encode(Self.program), as: UTF8.self)
    return "{\"ansatz\": {\"openqasm\": \(text)\(ansatz)}\(rest)}"
  }

  @Test func variablesAreTrainedUnlessTheyAreNamedAsInputs() throws {
    let embedded = try circuit(json(", \"layers\": 2"))
    #expect(embedded.inputCount == 2 && embedded.parameterCount == 6)
    let given = try circuit(json(", \"inputs\": [\"x\"]"))
    #expect(given.inputCount == 1 && given.parameterCount == 2)
    #expect(given.circuit.operations.first?.angles == [.input(0)])
    #expect(given.circuit.operations[3].angles == [.parameter(1)])
    let rotations = try circuit(json(", \"inputs\": [\"x\"], \"trainable\": \"rotations\""))
    #expect(rotations.parameterCount == 3)
    #expect(rotations.circuit.operations.last?.angles == [.parameter(2)])
  }

  @Test func otherProgramsAreOtherAnsatzes() throws {
    let plans = try [Self.program, Self.program + "x q[0];"].map {
      AnsatzPlan(program: try OpenQASMAnsatz($0))
    }
    #expect(plans[0] != plans[1] && Set(plans).count == 2)
    let nothing = CircuitPlan(qubits: 2, ansatz: AnsatzPlan(name: .openqasm, layers: 1))
    #expect(throws: PlanError.self) { try nothing.makeCircuit() }
  }

  @Test func trainingMayBeginWithTheNumbersOfTheProgram() throws {
    let text = "qubit[2] q; ry(0.5) q; cx q[0], q[1]; u3(1, 2, 3) q[0];"
    let plan = try plan(
      """
      {"embedding": {"name": "angle", "scaling": "trainable"}, "initial": "as-written",
       "ansatz": {"openqasm": "\(text)", "trainable": "rotations", "layers": 2}}
      """)
    let initializer = try plan.makeInitializer(qubitCount: 2, place: "circuit")
    let written = [0.5, 0.5, 1, 2, 3]
    #expect(initializer == .values([1, 1] + written + written))
    #expect(try plan.makeCircuit().parameterCount == 12)
  }

  @Test func aSavedStudentNeedsNoFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.program, to: "circuit.qasm")
    var file = try PlanFile(yaml: try ExperimentPlan.extendedXOR.yaml(), name: "plan.yaml")
    try file.set("students.hybrid-74[0].dense.units=2")
    try file.set("students.hybrid-74[1].circuit={ansatz: {openqasm: \(path)}}")
    let plan = try file.plan()
    let student = try #require(plan.students.first { $0.name == "hybrid-74" })
    let saved = try sampleStudent(student.layers, inputCount: 2)
    try FileManager.default.removeItem(atPath: path)
    try saved.write(to: "\(folder.path)/student")
    #expect(try SavedStudent(contentsOf: "\(folder.path)/student") == saved)
    // The resolved plan holds the program, too.
    #expect(try PlanFile(yaml: plan.yaml(), name: "again").plan() == plan)
    let again = try sampleStudent(student.layers, inputCount: 2)
    #expect(again == saved)
  }

  @Test func theOthersAreEncodedAsBefore() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let plan = AnsatzPlan(name: .twoLocal, layers: 2)
    #expect(
      String(decoding: try encoder.encode(plan), as: UTF8.self)
        == #"{"entangled":true,"entanglement":"linear","layers":2,"mirrored":false,"name":"two-local"}"#
    )
  }

  @Test(
    arguments: [
      (
        ", \"inputs\": [\"x\"]", ", \"embedding\": \"angle\"",
        "circuit: the program has inputs of its own: leave out ansatz.inputs, or say embedding: null"
      ),
      (
        ", \"inputs\": [\"x\"], \"mirrored\": true", "",
        "circuit: a program with inputs of its own has no inverse to be mirrored with"
      ),
      (
        ", \"inputs\": [\"x\"], \"layers\": 0", "",
        "circuit: 0 layers; the program's inputs need at least 1"
      ),
      ("", ", \"qubits\": 3", "circuit: openqasm is for at most 2 qubits, not 3"),
      ("", ", \"qubits\": 1", "circuit: openqasm needs at least 2 qubits, not 1"),
    ])
  func whatDoesNotFitIsToldInOneLine(ansatz: String, rest: String, message: String) throws {
    let plan = try plan(json(ansatz, rest))
    let error = #expect(throws: PlanError.self) { try plan.makeCircuit() }
    #expect(error?.description == "plan: \(message)")
  }

  @Test func asWrittenNeedsNumbers() throws {
    for ansatz in ["", ", \"trainable\": \"rotations\""] {
      let plan = try plan(json(ansatz, ", \"initial\": \"as-written\""))
      #expect(throws: PlanError.self) { try plan.makeInitializer(qubitCount: 2, place: "circuit") }
    }
  }

  /// What comes with a student may name files of whoever reads it.
  @Test func whatWasSavedNamesNoFile() {
    let error = #expect(throws: DecodingError.self) {
      try plan("{\"ansatz\": {\"openqasm\": \"/etc/hostname\"}}")
    }
    #expect(error?.problem.contains("there should be a program, not a file's name") == true)
  }
}
