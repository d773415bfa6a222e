import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct CircuitTests {
  @Test func parametersAndInputsAreCounted() {
    var circuit = Circuit(qubitCount: 2)
    #expect(circuit.parameterCount == 0 && circuit.inputCount == 0)
    circuit.append(.u, .parameter(4), .input(1), 0.5, on: 1)
    #expect(circuit.parameterCount == 5 && circuit.inputCount == 2)
    circuit.append(.rx, .scaledInput(parameter: 6, input: 3), on: 0)
    #expect(circuit.parameterCount == 7 && circuit.inputCount == 4)
    circuit.append(.rz, .inputProduct(4, 5), on: 0)
    circuit.append(.rz, .inputProduct(7, 6), on: 0)
    #expect(circuit.parameterCount == 7 && circuit.inputCount == 8)
  }

  @Test func aPreparationsInputsAreCounted() {
    var circuit = Circuit(qubitCount: 2)
    circuit.prepare(.amplitudes(inputs: 1..<4, padding: 0))
    #expect(circuit.inputCount == 4)
    circuit.append(.rx, .input(5), on: 0)
    #expect(circuit.inputCount == 6)
    #expect(circuit.preparation.inputs == 1..<4)
  }

  @Test func gatesOfAnySizeContinueTheNames() {
    #expect(
      (0...4).map { Gate.mcx(controlCount: $0).name } == ["x", "cx", "ccx", "c3x", "c4x"])
    #expect(Gate.pauliRotation([.x, .z, .y]).name == "rxzy")
  }

  @Test func aMistakeInACircuitStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.cx, on: 1, 1)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.h, on: 2)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.rx, on: 0)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.rx, .parameter(-1), on: 0)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.rx, .input(-1), on: 0)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.pauliRotation([]), 0.1)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      _ = Circuit(qubitCount: 21)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      _ = Circuit(qubitCount: 0)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      _ = VariationalCircuit(Circuit(qubitCount: 2), measuring: [.z(2)])
    }
    for qubits in [[], [0, 2], [1, 1]] {
      await #expect(processExitsWith: .failure) { [qubits = qubits as [Int]] in
        dieQuietly()
        _ = VariationalCircuit(Circuit(qubitCount: 2), measuring: .probabilities(of: qubits))
      }
    }
  }

  @Test func aStateIsPreparedOnceAndFirst() async {
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.append(.h, on: 0)
      circuit.prepare(.basis(inputs: 0..<2))
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.prepare(.basis(inputs: 0..<2))
      circuit.prepare(.basis(inputs: 0..<2))
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.prepare(.basis(inputs: 0..<3))
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      var circuit = Circuit(qubitCount: 2)
      circuit.prepare(.amplitudes(inputs: 0..<5, padding: 0))
    }
  }

  @Test func allPauliStringsOfSomeQubits() {
    #expect(PauliString.all(on: []) == [])
    #expect(Set(PauliString.all(on: [2]).map(\.description)) == ["X2", "Y2", "Z2"])
    let strings = PauliString.all(on: [0, 3, 1])
    #expect(strings.count == 63 && Set(strings).count == 63)
    #expect(strings.allSatisfy { Set($0.factors.keys).isSubset(of: [0, 1, 3]) })
  }

  @Test func inputsThatEnterAfterAParameterAreReuploaded() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(AngleEmbedding(qubitCount: 2))
    #expect(!circuit.reuploadsInputs)
    circuit.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 2))
    #expect(!circuit.reuploadsInputs)
    circuit.append(.rx, 0.5, on: 0)
    #expect(!circuit.reuploadsInputs)
    circuit.append(.rx, .input(1), on: 0)
    #expect(circuit.reuploadsInputs)
    // A scale that is learnt comes with its input.
    var scaled = Circuit(qubitCount: 2)
    scaled.append(AngleEmbedding(qubitCount: 2, scaling: .trainable))
    #expect(scaled.reuploadsInputs)
    var amplitudes = Circuit(qubitCount: 2)
    amplitudes.append(AmplitudeEmbedding(qubitCount: 2, inputCount: 4, padding: 0))
    amplitudes.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 1))
    #expect(!amplitudes.reuploadsInputs)
  }

  @Test func pauliStringsKnowWhichBitsTheyTouch() {
    let string = PauliString([0: .x, 2: .y, 3: .z])
    #expect(string.flippedBits == 0b0101)
    #expect(string.signBits == 0b1100)
    #expect(string.countOfY == 1)
  }
}
