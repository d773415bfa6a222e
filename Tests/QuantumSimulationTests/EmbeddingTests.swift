import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct EmbeddingTests {
  @Test(arguments: Pauli.allCases) func angleEmbeddingTurnsEachQubitByItsInput(axis: Pauli) {
    var circuit = Circuit(qubitCount: 3)
    circuit.append(AngleEmbedding(qubitCount: 3, axis: axis))
    let gate: Gate = [.x: .rx, .y: .ry, .z: .rz][axis]!
    #expect(circuit.operations == (0..<3).map { Circuit.Operation(gate, [.input($0)], on: [$0]) })
  }

  @Test func trainableScalesAreParametersOfTheirOwn() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.rx, .parameter(0), on: 0)
    circuit.append(AngleEmbedding(qubitCount: 2, scaling: .trainable))
    #expect(
      circuit.operations.dropFirst().flatMap(\.angles)
        == [.scaledInput(parameter: 1, input: 0), .scaledInput(parameter: 2, input: 1)])
  }

  @Test(
    arguments: [
      AngleEmbedding(qubitCount: 3), AngleEmbedding(qubitCount: 3, scaling: .trainable),
      AmplitudeEmbedding(qubitCount: 2), AmplitudeEmbedding(qubitCount: 3, inputCount: 5),
      BasisEmbedding(qubitCount: 3), IQPEmbedding(qubitCount: 1), IQPEmbedding(qubitCount: 3),
      DataReuploading(
        AngleEmbedding(qubitCount: 3, scaling: .trainable),
        StronglyEntanglingLayers(qubitCount: 3, layerCount: 2), layerCount: 4),
    ] as [any Embedding])
  func anEmbeddingSaysWhatItAppends(embedding: any Embedding) {
    var circuit = Circuit(qubitCount: embedding.qubitCount)
    circuit.append(embedding)
    #expect(circuit.inputCount == embedding.inputCount)
    #expect(circuit.parameterCount == embedding.parameterCount)
  }

  @Test func statesArePreparedFromTheFirstInputs() {
    var circuit = Circuit(qubitCount: 3)
    circuit.append(AmplitudeEmbedding(qubitCount: 3, inputCount: 5, padding: 0.5))
    #expect(circuit.preparation == .amplitudes(inputs: 0..<5, padding: 0.5))
    circuit = Circuit(qubitCount: 3)
    circuit.append(AmplitudeEmbedding(qubitCount: 3))
    #expect(circuit.preparation == .amplitudes(inputs: 0..<8, padding: 0))
    circuit = Circuit(qubitCount: 3)
    circuit.append(BasisEmbedding(qubitCount: 3))
    #expect(circuit.preparation == .basis(inputs: 0..<3))
  }

  @Test func productsOfInputsFollowThePattern() {
    func pairs(_ embedding: IQPEmbedding) -> [[Int]] {
      var circuit = Circuit(qubitCount: embedding.qubitCount)
      circuit.append(embedding)
      return circuit.operations.filter { $0.gate == .rzz }.map(\.qubits)
    }
    #expect(pairs(IQPEmbedding(qubitCount: 3)) == [[0, 1], [0, 2], [1, 2]])
    #expect(pairs(IQPEmbedding(qubitCount: 3, entanglement: .linear)) == [[0, 1], [1, 2]])
    #expect(
      pairs(IQPEmbedding(qubitCount: 3, repeatCount: 2, pattern: [[2, 0]])) == [[2, 0], [2, 0]])
  }

  @Test func reuploadedLayersMayDiffer() {
    let layers = [1, 2].map { StronglyEntanglingLayers(qubitCount: 3, ranges: [$0]) }
    let embedding = AngleEmbedding(qubitCount: 3)
    var circuit = Circuit(qubitCount: 3)
    circuit.append(DataReuploading(embedding, layers: layers))
    var expected = Circuit(qubitCount: 3)
    for layer in layers {
      expected.append(embedding)
      expected.append(layer)
    }
    #expect(circuit == expected)
    #expect(circuit.operations.filter { $0.gate == .cx }.map(\.qubits)[3] == [0, 2])
  }

  @Test func whatCannotBeEmbeddedStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      dieQuietly()

      _ = AmplitudeEmbedding(qubitCount: 2, inputCount: 5)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()

      _ = IQPEmbedding(qubitCount: 2, pattern: [[0, 0]])
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()

      let layer = BasicEntanglerLayers(qubitCount: 3, layerCount: 1)
      _ = DataReuploading(AngleEmbedding(qubitCount: 2), layer, layerCount: 1)
    }
    await #expect(processExitsWith: .failure) {
      dieQuietly()

      let layer = BasicEntanglerLayers(qubitCount: 2, layerCount: 1)
      var circuit = Circuit(qubitCount: 2)
      circuit.append(DataReuploading(BasisEmbedding(qubitCount: 2), layer, layerCount: 2))
    }
  }
}
