import QuantumSimulation
import Testing

@testable import Interchange

@Suite struct CircuitScriptTests {
  private func circuit(controlCount: Int) -> Circuit {
    var circuit = Circuit(qubitCount: controlCount + 1)
    circuit.append(
      Circuit.Operation(.mcx(controlCount: controlCount), [], on: Array(0...controlCount)))
    return circuit
  }

  /// What a package has no call for is written with others, unless that would take thousands of lines.
  @Test func whatIsTooLongIsRefused() throws {
    let script = CircuitScript.braket
    #expect(try script.function("f", circuit(controlCount: 4)).count > 32)
    let error = #expect(throws: InterchangeError.self) {
      try script.function("f", circuit(controlCount: 11))
    }
    #expect(error?.problem.contains("it is too long to be written") == true)
    #expect(try CircuitScript.qiskit.function("f", circuit(controlCount: 11)).count == 5)
  }
}
