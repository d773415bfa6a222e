import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct TemplateTests {
  /// PennyLane: range l mod (n - 1) + 1.
  @Test(arguments: [(1, [0, 0]), (2, [1, 1, 1]), (4, [1, 2, 3, 1, 2])] as [(Int, [Int])])
  func stronglyEntanglingLayersHavePennyLanesRangesAndShapes(qubitCount: Int, ranges: [Int]) {
    let ansatz = StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: ranges.count)
    #expect(ansatz.ranges == ranges)
    #expect(ansatz.parameterCount == ranges.count * qubitCount * 3)
    var circuit = Circuit(qubitCount: qubitCount)
    circuit.append(ansatz)
    #expect(circuit.parameterCount == ansatz.parameterCount)
    let entanglers = circuit.operations.filter { $0.gate == .cx }.map(\.qubits)
    let expected = ranges.flatMap { range in
      (0..<(qubitCount > 1 ? qubitCount : 0)).map { [$0, ($0 + range) % qubitCount] }
    }
    #expect(entanglers == expected)
  }

  @Test func aLayersRotationsComeInPennyLanesOrder() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 1))
    #expect(
      circuit.operations.prefix(4) == [
        Circuit.Operation(.rz, [.parameter(0)], on: [0]),
        Circuit.Operation(.ry, [.parameter(1)], on: [0]),
        Circuit.Operation(.rz, [.parameter(2)], on: [0]),
        Circuit.Operation(.rz, [.parameter(3)], on: [1]),
      ])
  }

  @Test func blocksOfTheRingFollowEachOther() {
    var circuit = Circuit(qubitCount: 4)
    circuit.append(SpecialUnitaryRing(qubitCount: 4, blockCount: 5))
    #expect(circuit.parameterCount == 75)
    #expect(
      circuit.operations.filter { $0.gate == .rxx }.map(\.qubits)
        == [[0, 1], [1, 2], [2, 3], [3, 0], [0, 1]])
  }

  @Test func bricksLieOnEvenAndThenOnOddPairs() {
    var circuit = Circuit(qubitCount: 5)
    circuit.append(SpecialUnitaryBrickWall(qubitCount: 5, layerCount: 2))
    #expect(circuit.parameterCount == 2 * 4 * 15)
    let layer = [[0, 1], [2, 3], [1, 2], [3, 4]]
    #expect(circuit.operations.filter { $0.gate == .rzz }.map(\.qubits) == layer + layer)
  }

  @Test func aRotationsAxisCanBeChosen() {
    var circuit = Circuit(qubitCount: 3)
    circuit.append(BasicEntanglerLayers(qubitCount: 3, layerCount: 1, axis: .z))
    #expect(circuit.operations.map(\.gate) == [.rz, .rz, .rz, .cx, .cx, .cx])
  }

  /// In each of PennyLane's, the leftmost operator is qubit 0's, which changes most often.
  @Test func anArbitraryUnitarysProductsDifferOnOneQubitEach() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(ArbitraryUnitary(qubitCount: 2))
    let words = circuit.operations.map { operation in
      guard case .pauliRotation(let paulis) = operation.gate else { return "" }
      let letters = Dictionary(uniqueKeysWithValues: zip(operation.qubits, paulis))
      return (0..<2).map { letters[$0]?.rawValue ?? "i" }.joined()
    }
    #expect(
      words == [
        "xi", "yi", "zi", "zx", "ix", "xx", "yx", "yy", "zy", "iy", "xy", "xz", "yz", "zz", "iz",
      ])
  }

  @Test func anArbitraryUnitaryHasThreeQubitsAtMost() async {
    await #expect(processExitsWith: .failure) {
      dieQuietly()
      _ = ArbitraryUnitary(qubitCount: 4)
    }
  }

  /// U3 x U3, then exp(-i/2 (a XX + b YY + c ZZ)), then U3 x U3, from a matrix exponential.
  @Test(.tags(.reference)) func aBlockIsTheCartanDecomposition() {
    var stream = RandomStream(seed: 1, name: "block")
    let angles = randomNumbers(15, from: &stream)
    var circuit = Circuit(qubitCount: 2)
    circuit.append(SpecialUnitaryRing(qubitCount: 2, blockCount: 1))
    #expect(circuit.parameterCount == 15)

    func u3(_ start: Int) -> DenseMatrix {
      Gate.u.matrix([angles[start], angles[start + 1], angles[start + 2]])
    }
    let generators = Pauli.allCases.enumerated().map { index, pauli in
      scaled(
        PauliString([0: pauli, 1: pauli]).matrix(qubitCount: 2),
        by: Complex(imaginary: -angles[6 + index] / 2))
    }
    let entangler = exponential(generators.reduce(scaled(identityMatrix(4), by: .zero), sum))
    // Qubit 0 belongs to the less significant bit, so its factor stands on the right.
    let expected = product(
      kronecker(u3(12), u3(9)), product(entangler, kronecker(u3(3), u3(0))))
    let states = VariationalCircuit(circuit, measuring: []).finalStates(
      inputs: [], parameters: angles, sampleCount: 1)
    for basisState in 0..<4 {
      // Sixty terms of a series.
      #expect(
        (states.amplitude(of: basisState, sample: 0) - expected[basisState][0]).length < 1e-13)
    }
  }

  @Test func templatesNumberTheirParametersAfterThoseThatAreThere() {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.rx, .parameter(0), on: 0)
    circuit.append(StronglyEntanglingLayers(qubitCount: 2, layerCount: 1))
    circuit.append(SpecialUnitaryRing(qubitCount: 2, blockCount: 1))
    #expect(circuit.parameterCount == 1 + 6 + 15)
    #expect(circuit.operations[1].angles == [.parameter(1)])
  }
}
