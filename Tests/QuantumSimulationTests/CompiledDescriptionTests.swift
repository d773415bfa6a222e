import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct CompiledDescriptionTests {
  @Test func aStudentsStagesAreListed() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AngleEmbedding(qubitCount: 2))
    circuit.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 2))
    let expected = """
      start    |0⟩ on every qubit
      turns    q0  RY x0, RZ θ0, RY θ1
               q1  RY x1, RZ θ3, RY θ4
      stage 1  P  CX 0→1, CX 1→0
               D  Z0 θ5+θ6, Z1 θ9, Z0Z1 θ2
               R  q0 θ7, q1 θ10
      readout  ⟨Z0⟩ = ⟨Z1⟩, ⟨Z1⟩ = ⟨Z0Z1⟩

      2 qubits, 6 turns, 1 stage, 3 phases, 2 rotations: 18 gates became 1 pass

      """
    let student = VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<2))
    #expect(student.compiledDescription() == expected)
  }

  @Test func amplitudesHaveNoTurns() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AmplitudeEmbedding(qubitCount: 2, inputCount: 3, padding: 0.5))
    circuit.append(.crx, .scaledInput(parameter: 0, input: 1), on: 0, 1)
    let expected = """
      start    amplitudes x0…x2, then 0.5, normalised
      stage 1  P  identity
               D  Z0 π/2, Z1 π/2
               R  q1 0.5·θ0·x1
      stage 2  P  identity
               D  Z1 π/2, Z0Z1 -π/2
               R  q1 -0.5·θ0·x1
      readout  probabilities of q1,q0

      2 qubits, 0 turns, 2 stages, 4 phases, 2 rotations: 1 gate became 2 passes

      """
    let student = VariationalCircuit(circuit, measuring: .probabilities(of: [1, 0]))
    #expect(student.compiledDescription() == expected)
  }

  /// Bits are read as other parities, negated if X comes last; or after the flips, where no parity tells them.
  @Test(
    arguments: [
      ([.cx, .x], .expectationValues([.z(1), .z(0)]), "readout  ⟨Z1⟩ = -⟨Z0Z1⟩, ⟨Z0⟩"),
      (
        [.cx, .x], .expectationValues([PauliString([0: .z, 1: .z])]),
        "readout  ⟨Z0Z1⟩ = -⟨Z1⟩"
      ),
      ([.cx, .x], .probabilities(of: [1, 2]), "readout  probabilities of q1,q2, q1 = 1⊕q0⊕q1"),
      ([.ccx], .expectationValues([.z(2), .z(0)]), "readout  after CCX 0,1→2, ⟨Z2⟩, ⟨Z0⟩"),
      ([.ccx], .expectationValues([.z(1)]), "readout  ⟨Z1⟩"),
      (
        [.cx, .x], .expectationValues([PauliString([0: .y, 2: .x])]),
        "stage 2  P  CX 0→1, X 1\nreadout  ⟨Y0X2⟩"
      ),
      ([.cx], .expectationValues([]), "readout  nothing\n"),
      ([.cx, .mcx(controlCount: 3)], .probabilities(of: [3]), "after CX 0→1, after C3X 0,1,2→3,"),
    ] as [([Gate], VariationalCircuit.Measurement, String)])
  func theReadoutAbsorbsPermutations(
    gates: [Gate], measurement: VariationalCircuit.Measurement, text: String
  ) {
    var circuit = Circuit(qubitCount: 4)
    circuit.append(.cz, on: 0, 2)
    for qubit in 0..<4 { circuit.append(.ry, .parameter(qubit), on: qubit) }
    for gate in gates {
      let qubits = gate == .x ? [1] : Array(0..<gate.qubitCount)
      circuit.append(Circuit.Operation(gate, on: qubits))
    }
    let description = VariationalCircuit(circuit, measuring: measurement).compiledDescription()
    #expect(description.contains(text), "\(description)")
  }

  @Test func flipsThatUndoEachOtherAreTheIdentity() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.cz, on: 0, 1)
    for _ in 0..<2 { circuit.append(.cx, on: 0, 1) }
    for _ in 0..<2 { circuit.append(.swap, on: 0, 1) }
    circuit.append(.ry, .parameter(0), on: 0)
    let description = VariationalCircuit(circuit, measuring: [.z(0)]).compiledDescription()
    #expect(description.contains("P  identity"), "\(description)")
  }

  /// Every basis state is followed through the flips.
  @Test(.tags(.reference)) func aSourceHasTheParityThatIsMeasured() throws {
    for seed in 0..<UInt64(50) {
      var stream = RandomStream(seed: seed, name: "flips")
      let flips = (0..<stream.index(below: 8)).map { _ in
        let qubits = stream.permutation(of: 4)
        return NormalForm.Flip(
          target: qubits[0], controls: stream.index(below: 3) == 0 ? 0 : 1 << qubits[1])
      }
      let mask = 1 + stream.index(below: 15)
      let source = try #require(flips.source(ofParity: mask))
      for state in 0..<16 {
        let after = (flips.applied(to: state) & mask).nonzeroBitCount & 1
        let before = (state & source.mask).nonzeroBitCount & 1
        #expect((after != before) == source.isNegated, "seed \(seed)")
      }
    }
  }

  /// A dictionary's order differs from one to the next.
  @Test(.tags(.property)) func theTextIsTheSameEveryTimeAndFits() {
    for seed in 0..<UInt64(20) {
      var stream = RandomStream(seed: seed, name: "random circuits")
      let circuit = randomCircuit(qubitCount: 5, depth: 40, from: &stream)
      for measurement in randomMeasurements(qubitCount: 5, from: &stream) {
        let student = VariationalCircuit(circuit, measuring: measurement)
        let text = student.compiledDescription(width: 60)
        #expect(student.compiledDescription(width: 60) == text)
        let passes = StateLayout(student).stages.count
        #expect(
          student.compiledDescription(width: 1000).contains("became \(passes) pass"), "seed \(seed)"
        )
        // Sums are not broken.
        for line in text.split(separator: "\n") where line.contains(", ") {
          #expect(line.count <= 60, "seed \(seed): \(line)")
        }
      }
    }
  }
}
