import Testing

@testable import QuantumSimulation

@Suite struct CircuitTests {
  @Test func parametersAndInputsAreCounted() {
    var circuit = Circuit(qubitCount: 2)
    #expect(circuit.parameterCount == 0 && circuit.inputCount == 0)
    circuit.append(.u, .parameter(4), .input(1), 0.5, on: 1)
    #expect(circuit.parameterCount == 5 && circuit.inputCount == 2)
  }

  @Test func aMistakeInACircuitStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.cx, on: 1, 1)
    }
    await #expect(processExitsWith: .failure) {
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.h, on: 2)
    }
    await #expect(processExitsWith: .failure) {
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.rx, on: 0)
    }
    await #expect(processExitsWith: .failure) {
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.rx, .parameter(-1), on: 0)
    }
    await #expect(processExitsWith: .failure) {
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.rx, .input(-1), on: 0)
    }
    await #expect(processExitsWith: .failure) { _ = Circuit(qubitCount: 21) }
    await #expect(processExitsWith: .failure) { _ = Circuit(qubitCount: 0) }
    await #expect(processExitsWith: .failure) {
      _ = VariationalCircuit(Circuit(qubitCount: 2), measuring: [.z(2)])
    }
  }

  @Test func pauliStringsKnowWhichBitsTheyTouch() {
    let string = PauliString([0: .x, 2: .y, 3: .z])
    #expect(string.flippedBits == 0b0101)
    #expect(string.signBits == 0b1100)
    #expect(string.countOfY == 1)
  }
}
