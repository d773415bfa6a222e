/// How outputs come from expectation values of Pauli strings, where qubits are misread: output o is
/// constants[o] + sum over strings of weights[o][string] <string>.
///
/// A measured operator P of a misread qubit counts as scale P + shift; a probability is the mean of the product over its qubits of
/// (1 +- Z) / 2.
struct NoisyReadout {
  private(set) var strings: [PauliString] = []
  /// `[outputs][strings]`
  private(set) var weights: [[Double]] = []
  /// `[outputs]`
  private(set) var constants: [Double] = []

  init(_ measurement: VariationalCircuit.Measurement, _ errors: [ReadoutError]) {
    let outputs: [[PauliString: Double]] =
      switch measurement {
      case .expectationValues(let observables):
        observables.map { observable in
          Self.product(
            observable.factors.sorted { $0.key < $1.key }.map { qubit, pauli in
              Factor(
                qubit: qubit, pauli: pauli, constant: errors[qubit].shift,
                coefficient: errors[qubit].scale)
            })
        }
      case .probabilities(let qubits):
        (0..<1 << qubits.count).map { outcome in
          Self.product(
            qubits.enumerated().map { position, qubit in
              let sign = outcome >> position & 1 == 1 ? -1.0 : 1
              return Factor(
                qubit: qubit, pauli: .z, constant: (1 + sign * errors[qubit].shift) / 2,
                coefficient: sign * errors[qubit].scale / 2)
            })
        }
      }
    var places: [PauliString: Int] = [:]
    for output in outputs {
      for string in output.keys.sorted(by: { $0.description < $1.description })
      where !string.factors.isEmpty && places[string] == nil {
        places[string] = strings.count
        strings.append(string)
      }
    }
    for output in outputs {
      constants.append(output[PauliString([:])] ?? 0)
      weights.append(strings.map { output[$0] ?? 0 })
    }
  }

  /// constant + coefficient P
  private struct Factor {
    let qubit: Int
    let pauli: Pauli
    let constant, coefficient: Double
  }

  /// A product of such factors, multiplied out.
  private static func product(_ factors: [Factor]) -> [PauliString: Double] {
    var terms: [(factors: [Int: Pauli], weight: Double)] = [([:], 1)]
    for factor in factors {
      var products = terms.map { ($0.factors, $0.weight * factor.constant) }
      products += terms.map { term in
        (
          term.factors.merging([factor.qubit: factor.pauli]) { $1 },
          term.weight * factor.coefficient
        )
      }
      terms = products.filter { $0.1 != 0 }
    }
    return Dictionary(terms.map { (PauliString($0.factors), $0.weight) }, uniquingKeysWith: +)
  }
}
