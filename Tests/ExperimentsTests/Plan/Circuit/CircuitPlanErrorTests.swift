import Foundation
import QuantumSimulation
import Testing

@testable import Experiments

@Suite struct CircuitPlanErrorTests {
  private static func ansatz(
    _ name: AnsatzPlan.Name = .basicEntangler, _ layers: Int = 1,
    _ entanglement: Entanglement? = nil
  ) -> AnsatzPlan {
    AnsatzPlan(name: name, layers: layers, entanglement: entanglement)
  }

  @Test(
    arguments: [
      (
        CircuitPlan(qubits: 3, ansatz: ansatz()), 4,
        "3 qubits for 4 inputs; the embedding angle takes one for each qubit"
      ),
      (
        CircuitPlan(qubits: 2, embedding: .amplitude(), ansatz: ansatz()), 5,
        "5 amplitudes; 2 qubits have at most 4"
      ),
      (CircuitPlan(embedding: .amplitude(padding: .nan), ansatz: ansatz()), 3, "padding nan"),
      (
        CircuitPlan(embedding: .iqp(repeats: 0), ansatz: ansatz()), 3,
        "0 repeats; there may be 1 to 10000"
      ),
      (CircuitPlan(ansatz: ansatz()), 21, "21 qubits; at most 20 are simulated"),
      (CircuitPlan(qubits: 0, ansatz: ansatz()), 1, "0 qubits; at least 1 is needed"),
      (
        CircuitPlan(qubits: -1, embedding: .amplitude(), ansatz: ansatz()), 1,
        "-1 qubits; at least 1 is needed"
      ),
      (CircuitPlan(ansatz: ansatz(.basicEntangler, -1)), 2, "-1 layers; there may be 0 to 10000"),
      (
        CircuitPlan(ansatz: ansatz(.arbitraryUnitary)), 4,
        "arbitrary-unitary is for at most 3 qubits, not 4"
      ),
      (CircuitPlan(ansatz: ansatz(.qcnn, 3)), 4, "3 layers; qcnn on 4 qubits has at most 2"),
      (CircuitPlan(ansatz: ansatz(.sim(7))), 1, "sim-7 needs at least 2 qubits, not 1"),
      (CircuitPlan(ansatz: ansatz(.qcnn)), 1, "qcnn needs at least 2 qubits, not 1"),
      (
        CircuitPlan(ansatz: ansatz(.qcnn, 1, .full)), 4,
        "qcnn takes no entanglement; "
          + AnsatzPlan.Name.allCases.filter { $0.defaultEntanglement != nil }.map(\.rawValue)
          .joined(separator: ", ") + " do"
      ),
      (
        CircuitPlan(ansatz: ansatz(), measure: .z([0, 2])), 2,
        "measures [0, 2]; name different qubits from 0 to 1"
      ),
      (
        CircuitPlan(ansatz: ansatz(), measure: .probabilities([0, 0])), 2,
        "measures [0, 0]; name different qubits from 0 to 1"
      ),
      (CircuitPlan(ansatz: ansatz(), measure: .paulis([])), 2, "measures no Pauli string"),
      (
        CircuitPlan(ansatz: ansatz(), measure: .paulis([.z(2)])), 2,
        "measures Z2; name operators of qubits 0 to 1"
      ),
      (
        CircuitPlan(embedding: nil, ansatz: ansatz(), reupload: true), 2,
        "without an embedding there is nothing to re-upload"
      ),
      (
        CircuitPlan(embedding: .basis, ansatz: ansatz(), reupload: true), 2,
        "the embedding basis prepares a state, which can be done only once; re-upload with angle or iqp"
      ),
      (
        CircuitPlan(ansatz: ansatz(.qcnn), reupload: true), 2,
        "the layers of qcnn have fewer and fewer qubits to re-upload to"
      ),
      (
        CircuitPlan(ansatz: ansatz(.basicEntangler, 0), reupload: true), 2,
        "0 layers; re-uploading needs at least 1"
      ),
    ] as [(CircuitPlan, Int, String)])
  func impossibleCircuitsAreRefused(plan: CircuitPlan, inputCount: Int, message: String) {
    let error = #expect(throws: PlanError.self) {
      try plan.makeCircuit(inputCount: inputCount, place: "here")
    }
    #expect(error?.description == "plan: here: \(message)")
  }

  @Test func someCircuitsAreNoLayers() {
    let cases: [(CircuitPlan, String)] = [
      (
        CircuitPlan(embedding: nil, ansatz: Self.ansatz()),
        "without an embedding the circuit takes no inputs"
      ),
      (
        CircuitPlan(embedding: .basis, ansatz: Self.ansatz()),
        "the embedding basis takes bits: it must be in the first layer"
      ),
    ]
    for (circuit, message) in cases {
      let student = StudentPlan(name: "s", layers: [.dense(units: 2), .circuit(circuit)])
      let error = #expect(throws: PlanError.self) {
        try student.makeModel(inputCount: 2, classCount: 2)
      }
      #expect(error?.description == "plan: students.s[1]: \(message)")
    }
  }

  @Test func withoutQubitsAndInputsThereIsNoCircuit() {
    #expect(throws: PlanError.self) { try CircuitPlan(ansatz: Self.ansatz()).makeCircuit() }
  }
}
