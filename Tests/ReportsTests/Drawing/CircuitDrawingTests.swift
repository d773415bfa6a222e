import Experiments
import QuantumSimulation
import Testing

@testable import Reports

@Suite struct CircuitDrawingTests {
  private func text(
    of circuit: Circuit, measuring observables: [PauliString] = [], width: Int = 80
  ) -> String {
    CircuitDrawing(VariationalCircuit(circuit, measuring: observables)).text(width: width)
  }

  @Test func aLayerIsDrawn() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AngleEmbedding(qubitCount: 2))
    circuit.append(BasicEntanglerLayers(qubitCount: 2, layerCount: 1))
    let expected = """
           ┌───────┐ ┌───────┐   ┌─────┐
      q0 ──┤ RY x0 ├─┤ RX θ0 ├─●─┤ ⟨Z⟩ │
           └───────┘ └───────┘ │ └─────┘
           ┌───────┐ ┌───────┐ │
      q1 ──┤ RY x1 ├─┤ RX θ1 ├─⊕─────────
           └───────┘ └───────┘

      """
    #expect(text(of: circuit, measuring: [.z(0)]) == expected)
  }

  @Test func whatIsTooWideGoesOnBelow() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AngleEmbedding(qubitCount: 2, scaling: .trainable))
    circuit.append(.cx, on: 1, 0)
    circuit.append(.rx, .constant(-.pi / 2), on: 1)
    let expected = """
           ┌──────────┐
      q0 ──┤ RY θ0·x0 ├─⊕─»
           └──────────┘ │
           ┌──────────┐ │
      q1 ──┤ RY θ1·x1 ├─●─»
           └──────────┘

      q0 «─────────────
           ┌─────────┐
      q1 «─┤ RX -π/2 ├─
           └─────────┘

      """
    #expect(text(of: circuit, width: 22) == expected)
    #expect(text(of: circuit, width: 1).contains("RX -π/2"))
  }

  /// Lines go through the qubits between; where no box needs it, there is one line between qubits.
  @Test func symbolsStandOnTheirQubits() {
    var circuit = Circuit(qubitCount: 4)
    circuit.append(.cz, on: 0, 2)
    circuit.append(.swap, on: 3, 1)
    circuit.append(.ccx, on: 3, 0, 1)
    circuit.append(.mcx(controlCount: 0), on: 2)
    circuit.append(.mcx(controlCount: 3), on: 3, 2, 1, 0)
    circuit.append(.cp, 0.5, on: 2, 3)
    let expected = """
      q0 ──●───●───────⊕───────────
           │   │       │
      q1 ──┼─×─⊕───────●───────────
           │ │ │ ┌───┐ │
      q2 ──●─┼─┼─┤ X ├─●─────●─────
             │ │ └───┘ │     │
             │ │       │ ┌───┴───┐
      q3 ────×─●───────●─┤ P 0.5 ├─
                         └───────┘

      """
    #expect(text(of: circuit) == expected)
  }

  @Test func rotationsAboutProductsStandOnTheTopmostQubit() {
    var circuit = Circuit(qubitCount: 3)
    circuit.append(.pauliRotation([.z, .x]), .inputProduct(0, 1), on: 2, 0)
    circuit.append(.u, .parameter(0), .parameter(1), .constant(.pi), on: 1)
    circuit.append(.sdg, on: 1)
    let expected = """
           ┌───────────┐
      q0 ──┤ RXZ x0·x1 ├──────────────────────
           └─────┬─────┘
                 │       ┌───────────┐ ┌────┐
      q1 ────────┼───────┤ U θ0,θ1,π ├─┤ S† ├─
                 │       └───────────┘ └────┘
               ┌─┴─┐
      q2 ──────┤ Z ├──────────────────────────
               └───┘

      """
    #expect(text(of: circuit) == expected)
  }

  @Test func preparationsComeFirst() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AmplitudeEmbedding(qubitCount: 2, inputCount: 3))
    let expected = """
           ┌──────────────────────────┐ ┌───┐
      q0 ──┤                          ├─┤ p │
           │ amplitudes x0…x2, then 0 │ └───┘
           │                          │ ┌───┐
      q1 ──┤                          ├─┤ p │
           └──────────────────────────┘ └───┘

      """
    let student = VariationalCircuit(circuit, measuring: .probabilities(of: [0, 1]))
    #expect(CircuitDrawing(student).text() == expected)
    #expect(
      CircuitDrawing(student).caption()
        == "2 qubits, 0 parameters, 3 inputs, 0 gates\noutputs: probabilities of q0, q1\n")

    circuit = Circuit(qubitCount: 1)
    circuit.append(BasisEmbedding(qubitCount: 1))
    #expect(text(of: circuit).contains("q0 ──┤ |x0⟩ ├─\n"))
  }

  @Test(
    arguments: [
      ([.z(0), .z(1)], ["⟨Z⟩", "⟨Z⟩"]), ([PauliString([0: .x, 1: .y])], ["X", "Y"]),
      ([.z(0), PauliString([0: .x])], ["X,Z"]),
    ] as [([PauliString], [String])])
  func metersSayWhatIsMeasured(observables: [PauliString], texts: [String]) {
    let meters = VariationalCircuit.Measurement.expectationValues(observables).meters
    #expect(meters.sorted { $0.key < $1.key }.map(\.value) == texts)
  }

  /// Every qubit's wire goes through every block, and boxes are closed.
  @Test(arguments: AnsatzPlan.Name.allCases, [30, 60, 100])
  func everyAnsatzFits(name: AnsatzPlan.Name, width: Int) throws {
    let qubits = name == .arbitraryUnitary ? 3 : 5
    let circuit = try CircuitPlan(qubits: qubits, ansatz: AnsatzPlan(name: name, layers: 2))
      .makeCircuit()
    let text = CircuitDrawing(circuit).text(width: width)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= width })
    for qubit in 0..<qubits {
      let ends = lines.filter { $0.hasPrefix("q\(qubit) ") }
      #expect(ends.count == lines.count { $0.hasPrefix("q0 ") })
      #expect(ends.dropLast().allSatisfy { $0.hasSuffix("»") })
      #expect(ends.dropFirst().allSatisfy { $0.hasPrefix("q\(qubit) «") })
    }
    #expect(text.count { $0 == "┌" } == text.count { $0 == "┘" })
    // Every gate is there: boxes and symbols, but for meters, one for each of its qubits.
    let symbols = circuit.circuit.operations.reduce(0) { $0 + $1.qubits.count }
    let drawn = text.count { "┌●⊕×".contains($0) } - circuit.measurement.qubits.count
    #expect(drawn == symbols)
  }
}
