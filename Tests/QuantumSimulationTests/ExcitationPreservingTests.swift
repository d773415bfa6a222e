import Numerics
import QuantumSimulation
import TestSupport
import Testing

@Suite struct ExcitationPreservingTests {
  private func states(_ ansatz: ExcitationPreserving, _ parameters: [Double]) -> [Complex<Double>] {
    var circuit = Circuit(qubitCount: ansatz.qubitCount)
    circuit.append(.x, on: 0)
    circuit.append(.x, on: 2)
    circuit.append(ansatz)
    let final = VariationalCircuit(circuit, measuring: []).finalStates(
      inputs: [], parameters: parameters, sampleCount: 1)
    return (0..<1 << ansatz.qubitCount).map { final.amplitude(of: $0, sample: 0) }
  }

  /// Qiskit 2.6.2: `excitation_preserving(3, reps=1)` with the parameters 0.1, 0.2, ..., from |101>.
  @Test(.tags(.golden)) func theStateIsQiskits() {
    let ansatz = ExcitationPreserving(qubitCount: 3, layerCount: 1)
    #expect(ansatz.parameterCount == 9)
    let expected: [Int: Complex<Double>] = [
      3: Complex(0.0606006291, -0.5390209384), 5: Complex(0.6165849545, 0.4569640542),
      6: Complex(0.1929647282, -0.2820557612),
    ]
    for (index, amplitude) in states(ansatz, (1...9).map { 0.1 * Double($0) }).enumerated() {
      // Ten digits are given.
      #expect((amplitude - (expected[index] ?? .zero)).length < 1e-10)
    }
  }

  @Test(.tags(.property), arguments: Entanglement.allCases)
  func theNumberOfOnesStays(entanglement: Entanglement) {
    let ansatz = ExcitationPreserving(qubitCount: 4, layerCount: 3, entanglement: entanglement)
    let parameters = (0..<ansatz.parameterCount).map { 0.3 + 0.7 * Double($0) }
    for (index, amplitude) in states(ansatz, parameters).enumerated()
    where index.nonzeroBitCount != 2 {
      // Rounding only.
      #expect(amplitude.length < 1e-14)
    }
  }
}
