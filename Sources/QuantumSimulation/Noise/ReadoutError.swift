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

extension ReadoutError {
  /// Frequencies of outcomes as they would be without misreading, from those that were read: the inverse of what the errors do,
  /// qubit by qubit. Their sum stays; some may be negative. Bravyi et al., *Mitigating measurement errors in multiqubit
  /// experiments* (2021), tensor product noise.
  ///
  /// - Parameters:
  ///   - frequencies: `[2^qubits]`; bit j of an index is the value of qubit j.
  ///   - errors: those of the qubits.
  /// - Precondition: no error makes both values equally probable.
  static func corrected(_ frequencies: [Double], for errors: [ReadoutError]) -> [Double] {
    var result = frequencies
    for (qubit, error) in errors.enumerated() {
      precondition(error.scale != 0, "a qubit that is read at random cannot be corrected")
      for zero in result.indices where zero >> qubit & 1 == 0 {
        let one = zero | 1 << qubit
        let (readZero, readOne) = (result[zero], result[one])
        result[zero] =
          ((1 - error.zeroGivenOne) * readZero - error.zeroGivenOne * readOne) / error.scale
        result[one] =
          ((1 - error.oneGivenZero) * readOne - error.oneGivenZero * readZero) / error.scale
      }
    }
    return result
  }

  /// The transpose: what each outcome that is read is worth, from what outcomes without misreading are worth.
  static func correctedValues(_ values: [Double], for errors: [ReadoutError]) -> [Double] {
    var result = values
    for (qubit, error) in errors.enumerated() {
      precondition(error.scale != 0, "a qubit that is read at random cannot be corrected")
      for zero in result.indices where zero >> qubit & 1 == 0 {
        let one = zero | 1 << qubit
        let (ofZero, ofOne) = (result[zero], result[one])
        result[zero] =
          ((1 - error.zeroGivenOne) * ofZero - error.oneGivenZero * ofOne) / error.scale
        result[one] = ((1 - error.oneGivenZero) * ofOne - error.zeroGivenOne * ofZero) / error.scale
      }
    }
    return result
  }
}
