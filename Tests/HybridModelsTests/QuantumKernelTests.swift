import Arithmetic
import NeuralNetworks
import Numerics
import QuantumSimulation
import RandomStreams
import TestSupport
import Testing

@testable import HybridModels

@Suite struct QuantumKernelTests {
  private func model(_ circuit: Circuit, measuring measured: [Int]) -> Model {
    Model([
      Dense(inputCount: 2, outputCount: circuit.inputCount),
      CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: measured))),
      Dense(inputCount: measured.count, outputCount: 3),
    ])
  }

  private func circuit(qubitCount: Int, reuploads: Bool = false) -> Circuit {
    var circuit = Circuit(qubitCount: qubitCount)
    let layer = StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: 1)
    circuit.append(AngleEmbedding(qubitCount: qubitCount))
    circuit.append(layer)
    if reuploads { circuit.append(AngleEmbedding(qubitCount: qubitCount)) }
    circuit.append(layer)
    return circuit
  }

  /// What the tap shows gives Tr(rho_i rho_j), with rho traced out of the readable engine's states.
  @Test(.tags(.reference), arguments: [[0], [2], [0, 1], [0, 3], [3, 1, 2]])
  func theTapShowsTheStateOfItsQubits(qubits: [Int]) throws {
    let circuit = circuit(qubitCount: 4)
    let kernel = try QuantumKernel(
      .projected, qubits: qubits, of: model(circuit, measuring: [1]))
    guard case .observables(let strings, ofLayer: 1) = kernel.tap else {
      Issue.record("\(kernel.tap)")
      return
    }
    var stream = RandomStream(seed: 1, name: "kernel")
    let parameters = (0..<circuit.parameterCount).map { _ in stream.uniform(in: 0..<6) }
    let inputs = (0..<3 * 4).map { _ in stream.normal() }
    let shown = VariationalCircuit(circuit, measuring: strings).outputs(
      inputs: inputs, parameters: parameters, sampleCount: 3)
    let states = VariationalCircuit(circuit, measuring: []).finalStates(
      inputs: inputs, parameters: parameters, sampleCount: 3)
    let kept = qubits.reduce(0) { $0 | 1 << $1 }
    /// <row| rho |column>, for basis states of the kept qubits.
    func density(_ sample: Int, _ row: Int, _ column: Int) -> Complex<Double> {
      (0..<16).filter { $0 & kept == 0 }.reduce(.zero) {
        $0 + states.amplitude(of: $1 | row, sample: sample)
          * states.amplitude(of: $1 | column, sample: sample).conjugate
      }
    }
    let basis = (0..<16).filter { $0 & ~kept == 0 }
    for i in 0..<3 {
      for j in 0..<3 {
        var trace = Complex<Double>.zero
        for row in basis {
          for column in basis { trace += density(i, row, column) * density(j, column, row) }
        }
        let product = strings.indices.reduce(1) {
          $0 + shown[i * strings.count + $1] * shown[j * strings.count + $1]
        }
        #expect(abs(trace.real - product / Double(basis.count)) < 1e-13)
      }
    }
  }

  @Test func whichQubitsAreCompared() throws {
    let plain = model(circuit(qubitCount: 4), measuring: [2, 0])
    #expect(try QuantumKernel(.projected, of: plain).qubits == [0, 2])
    #expect(try QuantumKernel(.projected, qubits: [3, 1], of: plain).qubits == [1, 3])
    let reuploading = model(circuit(qubitCount: 3, reuploads: true), measuring: [0])
    #expect(try QuantumKernel(.overlap, of: reuploading).qubits == [0, 1, 2])
    // The last circuit is meant.
    let two = Model([
      CircuitLayer(
        VariationalCircuit(circuit(qubitCount: 2), measuring: PauliString.z(of: [0, 1]))),
      CircuitLayer(VariationalCircuit(circuit(qubitCount: 2), measuring: PauliString.z(of: [1]))),
    ])
    #expect(try QuantumKernel(.projected, of: two).tap.layer == 1)
  }

  @Test func kernelsFromWhichNothingCouldBeLearntAreRefused() {
    let cancels =
      "gates after the last input cancel in overlaps of all qubits, and no angle would learn; compare fewer qubits, or "
      + "re-upload the inputs"
    let all = Array(0..<6)
    let cases: [(Model, QuantumKernel.Kind, [Int]?, String)] = [
      (
        Model([Dense(inputCount: 2, outputCount: 3)]), .projected, nil,
        "it has no circuit, so it has no quantum kernel"
      ),
      (model(circuit(qubitCount: 3), measuring: [0]), .overlap, nil, cancels),
      (model(circuit(qubitCount: 3), measuring: [0, 1, 2]), .projected, nil, cancels),
      (model(circuit(qubitCount: 3), measuring: [0]), .projected, [2, 1, 0], cancels),
      (
        model(circuit(qubitCount: 3), measuring: [0]), .projected, [0, 3],
        "[0, 3]; name different qubits from 0 to 2"
      ),
      (
        model(circuit(qubitCount: 3), measuring: [0]), .projected, [1, 1],
        "[1, 1]; name different qubits from 0 to 2"
      ),
      (
        model(circuit(qubitCount: 3), measuring: [0]), .projected, [],
        "[]; name different qubits from 0 to 2"
      ),
      (
        model(circuit(qubitCount: 6), measuring: Array(all.prefix(5))), .projected, nil,
        "5 qubits have 4^5 Pauli strings to measure; name at most 4 of them"
      ),
      (
        model(circuit(qubitCount: 6, reuploads: true), measuring: all), .overlap, nil,
        "6 qubits have 4^6 Pauli strings to measure; of more than 5 compare some, with a projected kernel"
      ),
    ]
    for (model, kind, qubits, message) in cases {
      let problem = #expect(throws: QuantumKernel.Problem.self) {
        try QuantumKernel(kind, qubits: qubits, of: model)
      }
      #expect(problem?.description == message)
    }
  }
}
