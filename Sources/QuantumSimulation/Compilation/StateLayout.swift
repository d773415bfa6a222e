import CKernels

/// A normal form laid out in memory: which row of the state holds which basis state, stage by stage.
///
/// Every stage moves its rotated qubits to the lowest bits of the row index, so that rotations always act on
/// neighbouring bits; the move is part of its permutation and costs nothing.
struct StateLayout {
  /// One stage in terms of rows.
  struct Stage {
    /// Row y comes from row `source[y]` of the state before; `target` is the inverse.
    let source, target: [UInt32]
    let phases: [(mask: Int, angle: AngleSum)]
    /// The angles of the rotations of bits 0, 1, ...
    let rotations: [AngleSum]
  }

  let turns: [NormalForm.Turn]
  let stages: [Stage]
  let readout: Readout

  init(_ circuit: VariationalCircuit) {
    let qubitCount = circuit.circuit.qubitCount
    let form = NormalForm(circuit.circuit)
    let readsStates = circuit.measurement.needsPhases
    let (shapes, flips) =
      readsStates ? (form.forStates, []) : (form.forProbabilities.stages, form.forProbabilities.flips)

    var order = QubitOrder(qubitCount: qubitCount)
    stages = shapes.map { shape in
      let next = QubitOrder(lowest: shape.rotations.keys.sorted(), qubitCount: qubitCount)
      let target = (0..<1 << qubitCount).map { row in
        UInt32(next.row(of: shape.flips.applied(to: order.basisState(of: row))))
      }
      var source = target
      for (row, image) in target.enumerated() { source[Int(image)] = UInt32(row) }
      order = next
      return Stage(
        source: source, target: target,
        phases: shape.phases.map { (next.row(of: $0.key), $0.value) }.sorted { $0.0 < $1.0 },
        rotations: shape.rotations.sorted { $0.key < $1.key }.map(\.value))
    }
    turns = form.turns
    readout = Readout(circuit.measurement, qubitCount: qubitCount) { row in
      flips.applied(to: order.basisState(of: row))
    }
  }
}

/// Which bit of the row index each qubit has.
private struct QubitOrder {
  let bits: [Int]

  init(qubitCount: Int) {
    bits = Array(0..<qubitCount)
  }

  /// These qubits first, then the others in ascending order.
  init(lowest: [Int], qubitCount: Int) {
    var bits = Array(repeating: 0, count: qubitCount)
    let others = (0..<qubitCount).filter { !lowest.contains($0) }
    for (bit, qubit) in (lowest + others).enumerated() { bits[qubit] = bit }
    self.bits = bits
  }

  func row(of basisState: Int) -> Int {
    bits.indices.reduce(0) { $0 | (basisState >> $1 & 1) << bits[$1] }
  }

  func basisState(of row: Int) -> Int {
    bits.indices.reduce(0) { $0 | (row >> bits[$1] & 1) << $1 }
  }
}

extension [NormalForm.Flip] {
  /// Where a basis state goes.
  func applied(to basisState: Int) -> Int {
    reduce(basisState) { state, flip in
      state & flip.controls == flip.controls ? state ^ 1 << flip.target : state
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

/// How outputs are read from a final state.
struct Readout {
  enum Kind {
    case parities, probabilities, pauliStrings
  }

  let kind: Kind
  /// How many bits are read, each the parity of some qubits.
  let bitCount: Int
  /// The value of these bits for each row, and the rows in the order of their values.
  let outcomes, rowsByOutcome: [UInt32]
  let observables: [qd_observable]

  /// Whether each output is the sign of one bit.
  var readsSingleBits: Bool {
    kind == .parities && observables.allSatisfy { $0.sign_bits.nonzeroBitCount == 1 }
  }

  init(_ measurement: VariationalCircuit.Measurement, qubitCount: Int, basisState: (Int) -> Int) {
    let masks: [Int]
    switch measurement {
    case .probabilities(let qubits):
      kind = .probabilities
      masks = qubits.map { 1 << $0 }
      observables = []
    case .expectationValues(let strings) where measurement.needsPhases:
      kind = .pauliStrings
      masks = []
      observables = strings.map {
        qd_observable(
          sign_bits: UInt32($0.signBits), flipped_bits: UInt32($0.flippedBits),
          count_of_y: Int32($0.countOfY))
      }
    case .expectationValues(let strings):
      kind = .parities
      let basis = ParityBasis(strings.map(\.signBits))
      masks = basis.masks
      observables = basis.combinations.map {
        qd_observable(sign_bits: UInt32($0), flipped_bits: 0, count_of_y: 0)
      }
    }
    bitCount = masks.count
    let values = (0..<1 << qubitCount).map { row in
      let state = basisState(row)
      return masks.indices.reduce(UInt32(0)) {
        $0 | UInt32((state & masks[$1]).nonzeroBitCount & 1) << $1
      }
    }
    outcomes = values
    var starts = Array(repeating: 0, count: 1 << masks.count)
    for value in starts.indices { starts[value] = value << (qubitCount - masks.count) }
    var rows = Array(repeating: UInt32(0), count: 1 << qubitCount)
    for (row, value) in values.enumerated() {
      rows[starts[Int(value)]] = UInt32(row)
      starts[Int(value)] += 1
    }
    rowsByOutcome = rows
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
  fileprivate var mostSignificantBit: Int { self == 0 ? 0 : 1 << (bitWidth - 1 - leadingZeroBitCount) }
}
