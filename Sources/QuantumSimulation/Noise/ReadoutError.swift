/// How often a measured qubit is read as what it is not.
public struct ReadoutError: Sendable, Hashable {
  /// The probability of reading 1 where the qubit is in |0>.
  public var oneGivenZero: Double
  /// The probability of reading 0 where the qubit is in |1>.
  public var zeroGivenOne: Double

  /// An error of these probabilities.
  public init(oneGivenZero: Double, zeroGivenOne: Double) {
    self.oneGivenZero = oneGivenZero
    self.zeroGivenOne = zeroGivenOne
  }

  /// The same probability either way.
  public init(probability: Double) {
    self.init(oneGivenZero: probability, zeroGivenOne: probability)
  }

  /// Every qubit is read as it is.
  public static let none = ReadoutError(probability: 0)

  /// What is wrong with the probabilities, if anything, in a line.
  public var problem: String? {
    [oneGivenZero, zeroGivenOne].first { !(0...1).contains($0) }.map {
      "\($0) is no probability: give a number from 0 to 1"
    }
  }

  /// An expectation value e of a measured Pauli operator is read as `scale` e + `shift`.
  public var scale: Double { 1 - oneGivenZero - zeroGivenOne }
  /// See ``scale``.
  public var shift: Double { zeroGivenOne - oneGivenZero }

  /// The error with probabilities `factor` times as large, up to 1/2 (or what they are).
  public func scaled(by factor: Double) -> ReadoutError {
    ReadoutError(
      oneGivenZero: min(factor * oneGivenZero, max(oneGivenZero, 0.5)),
      zeroGivenOne: min(factor * zeroGivenOne, max(zeroGivenOne, 0.5)))
  }
}
