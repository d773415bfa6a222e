import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct QCNNTests {
  @Test(
    arguments: [
      (2, 0, [0, 1]), (2, 1, [0]), (3, 1, [0, 2]), (3, 2, [0]), (5, 1, [0, 2, 4]), (5, 2, [0, 4]),
      (8, 2, [0, 4]), (8, 3, [0]), (9, 3, [0, 8]),
    ])
  func theQubitsAreHalvedLayerByLayer(qubitCount: Int, layerCount: Int, remaining: [Int]) {
    let ansatz = QCNN(qubitCount: qubitCount, layerCount: layerCount)
    #expect(ansatz.measuredQubits == remaining)
    #expect(ansatz.parameterCount == 17 * layerCount)
  }

  @Test(arguments: [(2, 1), (3, 2), (4, 2), (5, 3), (8, 3), (9, 4)])
  func byDefaultOneQubitRemains(qubitCount: Int, layerCount: Int) {
    let ansatz = QCNN(qubitCount: qubitCount)
    #expect(ansatz.layerCount == layerCount)
    #expect(ansatz.measuredQubits == [0])
  }

  /// A qubit's last gate is the controlled RX from it; so it does not matter whether it is measured then.
  @Test(.tags(.property), arguments: 2...9) func pooledQubitsAreLetGo(qubitCount: Int) {
    let ansatz = QCNN(qubitCount: qubitCount)
    var circuit = Circuit(qubitCount: qubitCount)
    circuit.append(ansatz)
    for qubit in Set(0..<qubitCount).subtracting(ansatz.measuredQubits) {
      let last = circuit.operations.last { $0.qubits.contains(qubit) }
      #expect(last?.gate == .crx && last?.qubits.first == qubit)
    }
  }

  @Test func aLayersWeightsAreShared() {
    var circuit = Circuit(qubitCount: 4)
    circuit.append(.rx, .parameter(0), on: 0)
    circuit.append(QCNN(qubitCount: 4))
    #expect(circuit.parameterCount == 1 + 2 * 17)
    // The block's seventh parameter is the angle of its XX rotation: once for each pair.
    let angles = circuit.operations.filter { $0.gate == .rxx }.map(\.angles)
    #expect(angles == Array(repeating: [.parameter(1 + 6)], count: 4) + [[.parameter(1 + 17 + 6)]])
  }

  @Test func tooManyLayersStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      _ = QCNN(qubitCount: 5, layerCount: 4)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      _ = QCNN(qubitCount: 1)
    }
  }
}
