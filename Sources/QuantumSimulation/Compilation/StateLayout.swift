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
  let outcomes: OutcomeTable

  init(_ circuit: VariationalCircuit) {
    let qubitCount = circuit.circuit.qubitCount
    let form = NormalForm(circuit.circuit)
    let (shapes, flips) = form.stages(for: circuit.measurement)

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
    readout = Readout(circuit.measurement)
    outcomes = OutcomeTable(readout, qubitCount: qubitCount) { row in
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

/// The values of a readout's bits for all rows of a final state.
struct OutcomeTable {
  /// The value of these bits for each row, and the rows in the order of their values.
  let outcomes, rowsByOutcome: [UInt32]

  init(_ readout: Readout, qubitCount: Int, basisState: (Int) -> Int) {
    let masks = readout.masks
    let values = (0..<1 << qubitCount).map { row in
      let state = basisState(row)
      return masks.indices.reduce(UInt32(0)) {
        $0 | UInt32((state & masks[$1]).nonzeroBitCount & 1) << $1
      }
    }
    var starts = (0..<1 << masks.count).map { $0 << (qubitCount - masks.count) }
    var rows = Array(repeating: UInt32(0), count: 1 << qubitCount)
    for (row, value) in values.enumerated() {
      rows[starts[Int(value)]] = UInt32(row)
      starts[Int(value)] += 1
    }
    (outcomes, rowsByOutcome) = (values, rows)
  }
}
