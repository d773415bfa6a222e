import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct NoiseChannelTests {
  /// `someChannels`, and where they do nothing or everything.
  static let channels =
    someChannels + [
      .depolarizing(pauliProbability: 0), .depolarizing(pauliProbability: 0.75),
      .depolarizing(pauliProbability: 1), .bitFlip(probability: 1), .phaseFlip(probability: 0.5),
      .amplitudeDamping(probability: 1), .phaseDamping(probability: 1),
      .thermalRelaxation(t1: 1, t2: 2, duration: 0.3),
      .thermalRelaxation(t1: 1, t2: 1, duration: 1e4, excitedPopulation: 1),
      .thermalRelaxation(t1: .infinity, t2: 3, duration: 1),
    ]

  @Test(.tags(.property), arguments: channels)
  func krausOperatorsSumToTheIdentity(channel: NoiseChannel) {
    for operators in [channel.krausOperators, channel.blochMap.krausOperators.map(\.matrix)] {
      let total = operators.map { dense($0.adjoint, $0) }.reduce(zeros, sum)
      #expect(largestDistance(total, identityMatrix(2)) < 1e-14)
    }
  }

  /// The Bloch map's numbers are derived by hand; the operators say what they must be.
  @Test(.tags(.reference), arguments: channels)
  func blochMapsAreWhatKrausOperatorsDo(channel: NoiseChannel) {
    let map = channel.blochMap
    let images: [(of: DenseMatrix, is: DenseMatrix)] = [
      (identityMatrix(2), sum(identityMatrix(2), scaled(Pauli.z.matrix, by: Complex(map.shift)))),
      (Pauli.x.matrix, scaled(Pauli.x.matrix, by: Complex(map.x))),
      (Pauli.y.matrix, scaled(Pauli.y.matrix, by: Complex(map.y))),
      (Pauli.z.matrix, scaled(Pauli.z.matrix, by: Complex(map.z))),
    ]
    for operators in [channel.krausOperators, map.krausOperators.map(\.matrix)] {
      for (operand, image) in images {
        let actual = operators.map { conjugated(operand, by: dense($0)) }.reduce(zeros, sum)
        #expect(largestDistance(actual, image) < 1e-14)
      }
    }
  }

  /// T2 = 2 T1 is amplitude damping alone, an infinite T1 phase damping; Nielsen and Chuang, *Quantum Computation and Quantum
  /// Information*, 8.3.5.
  @Test func thermalRelaxationIsDamping() {
    let decay = 1 - Double.exp(-0.3)
    let damping = NoiseChannel.amplitudeDamping(probability: decay).blochMap
    let cold = NoiseChannel.thermalRelaxation(t1: 10, t2: 20, duration: 3).blochMap
    #expect(abs(cold.x - damping.x) < 1e-15 && abs(cold.z - damping.z) < 1e-15)
    #expect(abs(cold.shift - damping.shift) < 1e-15)
    let waiting = NoiseChannel.thermalRelaxation(t1: .infinity, t2: 10, duration: 3).blochMap
    let dephasing = NoiseChannel.phaseDamping(probability: 1 - .exp(-0.6)).blochMap
    #expect(abs(waiting.x - dephasing.x) < 1e-15 && waiting.z == 1 && waiting.shift == 0)
  }

  /// PennyLane's p: each of X, Y, Z has p / 3, and a pure state keeps 1 - 4 p / 3 of its Bloch vector.
  @Test func depolarizingProbabilityIsOfAnyPauli() {
    let operators = NoiseChannel.depolarizing(pauliProbability: 0.3).krausOperators
    #expect(operators.count == 4)
    for kraus in operators.dropFirst() {
      #expect(abs(dense(kraus.adjoint, kraus)[0][0].real - 0.1) < 1e-15)
    }
    #expect(abs(NoiseChannel.depolarizing(pauliProbability: 0.3).blochMap.z - 0.6) < 1e-15)
  }

  @Test(arguments: [
    (NoiseChannel.depolarizing(pauliProbability: 1.2), "1.2 is no probability"),
    (.bitFlip(probability: -0.1), "-0.1 is no probability"),
    (.amplitudeDamping(probability: .nan), "nan is no probability"),
    (.thermalRelaxation(t1: 1, t2: 3, duration: 1), "more than twice T1"),
    (.thermalRelaxation(t1: 0, t2: 0, duration: 1), "give positive times"),
  ])
  func numbersThatCannotBeAreProblems(channel: NoiseChannel, words: String) {
    #expect(channel.problem?.contains(words) == true)
  }

  @Test(.tags(.property), arguments: someChannels)
  func strengthZeroIsNothingAndOneIsAsBefore(channel: NoiseChannel) {
    #expect(channel.scaled(by: 0).blochMap == .identity)
    #expect(channel.scaled(by: 1) == channel)
    #expect(channel.scaled(by: 1e6).problem == nil)
  }

  private let zeros: DenseMatrix = [[.zero, .zero], [.zero, .zero]]

  private func dense(_ matrix: Matrix2) -> DenseMatrix {
    [[matrix.a, matrix.b], [matrix.c, matrix.d]]
  }

  private func dense(_ left: Matrix2, _ right: Matrix2) -> DenseMatrix {
    product(dense(left), dense(right))
  }
}
