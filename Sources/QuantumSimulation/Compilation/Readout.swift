import CKernels

/// How outputs are read from a final state.
struct Readout {
  enum Kind {
    case parities, probabilities, pauliStrings
  }

  let kind: Kind
  /// The bits that are read, each the parity of some qubits, or of a storage index.
  let masks: [Int]
  let observables: [qd_observable]

  /// Whether output k is the sign of bit k: where all parities are independent.
  var readsSingleBits: Bool { kind == .parities && observables.count == masks.count }

  /// The readout of a measurement, in terms of qubits.
  init(_ measurement: VariationalCircuit.Measurement) {
    self.init(measurement, sign: { $0 }, flips: { $0 })
  }

  /// The readout of a measurement, in terms of a storage index.
  init(_ measurement: VariationalCircuit.Measurement, in frame: Frame) {
    self.init(measurement, sign: frame.sign, flips: frame.flips)
  }

  private init(
    _ measurement: VariationalCircuit.Measurement, sign: (Int) -> Int, flips: (Int) -> Int
  ) {
    switch measurement {
    case .probabilities(let qubits):
      kind = .probabilities
      masks = qubits.map { sign(1 << $0) }
      observables = []
    case .expectationValues(let strings) where measurement.needsPhases:
      kind = .pauliStrings
      masks = []
      observables = strings.map {
        qd_observable(
          sign_bits: UInt32(sign($0.signBits)), flipped_bits: UInt32(flips($0.flippedBits)),
          count_of_y: Int32($0.countOfY))
      }
    case .expectationValues(let strings):
      kind = .parities
      let basis = ParityBasis(strings.map { sign($0.signBits) })
      masks = basis.masks
      observables = basis.combinations.map {
        qd_observable(sign_bits: UInt32($0), flipped_bits: 0, count_of_y: 0)
      }
    }
  }
}

extension VariationalCircuit.Measurement {
  /// Whether it looks at more than the probabilities of basis states.
  var needsPhases: Bool {
    switch self {
    case .expectationValues(let observables): observables.contains { $0.flippedBits != 0 }
    case .probabilities: false
    }
  }
}

/// Parities of which some are sums (modulo 2) of others: independent ones among them, and each as a sum of those.
private struct ParityBasis {
  private(set) var masks: [Int] = []
  /// For each parity the members of the basis, as bits.
  private(set) var combinations: [Int] = []

  init(_ parities: [Int]) {
    // Rows in echelon form, each with the members of the basis it is the sum of.
    var rows: [(mask: Int, members: Int)] = []
    for parity in parities {
      var (rest, members) = (parity, 0)
      for row in rows where rest & row.mask.mostSignificantBit != 0 {
        rest ^= row.mask
        members ^= row.members
      }
      if rest != 0 {
        members ^= 1 << masks.count
        masks.append(parity)
        rows.append((rest, members))
        rows.sort { $0.mask > $1.mask }
        combinations.append(1 << (masks.count - 1))
      } else {
        combinations.append(members)
      }
    }
  }
}

extension Int {
  fileprivate var mostSignificantBit: Int {
    self == 0 ? 0 : 1 << (bitWidth - 1 - leadingZeroBitCount)
  }
}
