import QuantumSimulation

/// A circuit's picture, whatever it is drawn with: which symbols stand on which qubits, column by column.
struct CircuitColumns: Sendable, Hashable {
  /// What stands on a qubit.
  enum Symbol: Sendable, Hashable {
    /// A control, or one of the two qubits of a CZ.
    case dot
    /// The X of a controlled X.
    case plus
    /// One of two qubits that are swapped.
    case cross
    /// A box with a text.
    case box(String)
    /// A box with a text, where the qubit's line ends.
    case meter(String)
  }

  /// What belongs together: symbols, and a line from the first qubit to the last.
  struct Element: Sendable, Hashable {
    /// The symbols by qubit.
    let symbols: [Int: Symbol]

    /// From the first qubit to the last.
    var span: ClosedRange<Int> { symbols.keys.min()!...symbols.keys.max()! }
  }

  /// What stands one below the other.
  enum Column: Sendable, Hashable {
    /// Symbols and lines that do not overlap.
    case elements([Element])
    /// One box with a text over all qubits.
    case block(String)
  }

  /// How many qubits there are.
  let qubitCount: Int
  /// From left to right.
  private(set) var columns: [Column] = []

  /// Every gate stands as far left as the gates before it on its qubits, and on those between them, allow.
  ///
  /// - Parameter text: how an angle is written.
  init(_ circuit: VariationalCircuit, angles text: (Angle) -> String = \.description) {
    qubitCount = circuit.circuit.qubitCount
    if let preparation = circuit.circuit.preparationColumn { columns.append(preparation) }
    var gates: [[Element]] = []
    var nextColumn = Array(repeating: 0, count: qubitCount)
    for operation in circuit.circuit.operations {
      let element = Element(symbols: operation.symbols(text))
      let column = nextColumn[element.span].max()!
      if column == gates.count { gates.append([]) }
      gates[column].append(element)
      for qubit in element.span { nextColumn[qubit] = column + 1 }
    }
    columns += gates.map { .elements($0) }
    let meters = circuit.measurement.meters
    if !meters.isEmpty {
      columns.append(
        .elements(
          meters.sorted { $0.key < $1.key }.map { Element(symbols: [$0.key: .meter($0.value)]) }))
    }
  }
}

extension Circuit {
  /// What makes a state from inputs.
  fileprivate var preparationColumn: CircuitColumns.Column? {
    switch preparation {
    case .groundState: return nil
    case .basis(let inputs):
      return .elements(
        inputs.enumerated().map { .init(symbols: [$0.offset: .box("|x\($0.element)⟩")]) })
    case .amplitudes(let inputs, let padding):
      let first = "x\(inputs.lowerBound)"
      let list = inputs.count == 1 ? first : first + "…x\(inputs.upperBound - 1)"
      let rest = inputs.count == 1 << qubitCount ? "" : ", then \(Angle.constant(padding))"
      return .block("amplitudes \(list)\(rest)")
    }
  }
}
