extension PauliString: LosslessStringConvertible {
  /// The operators with their qubits, in ascending order: `X0Z2`; `I` if there are none.
  public var description: String {
    factors.isEmpty
      ? "I"
      : factors.sorted { $0.key < $1.key }
        .map { "\($0.value.rawValue.uppercased())\($0.key)" }.joined()
  }

  /// The product of the operators in such a text as `X0Z2`; `nil` if it is none, or names a qubit twice.
  public init?(_ description: String) {
    var factors: [Int: Pauli] = [:]
    var rest = description[...]
    while let letter = rest.popFirst() {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      guard let pauli = Pauli(rawValue: letter.lowercased()), let qubit = Int(digits),
        factors.updateValue(pauli, forKey: qubit) == nil
      else { return nil }
    }
    guard !factors.isEmpty else { return nil }
    self.init(factors)
  }
}
