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
    /// A box with what is done, and its angles if it has any.
    case box(String, angles: [String] = [])
    /// A box with what is measured, where the qubit's line ends.
    case meter(String)
  }

  /// Where what is done comes from.
  enum Role: String, Sendable, Hashable, CaseIterable {
    /// From the sample; a trainable scale may be there too.
    case input
    /// From a trainable parameter.
    case parameter
    /// It is always the same.
    case fixed
    /// Nothing is done: it is looked at.
    case measurement
  }

  /// What belongs together: symbols, and a line from the first qubit to the last.
  struct Element: Sendable, Hashable {
    /// The symbols by qubit.
    let symbols: [Int: Symbol]
    /// Where it comes from.
    let role: Role
    /// What it does, in a line.
    let summary: String

    /// From the first qubit to the last.
    var span: ClosedRange<Int> { symbols.keys.min()!...symbols.keys.max()! }
  }

  /// What stands one below the other.
  enum Column: Sendable, Hashable {
    /// Symbols and lines that do not overlap.
    case elements([Element])
    /// One box over all qubits: a state made of inputs, and of which.
    case preparation(String, of: String)
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
      let element = operation.element(text)
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
          meters.sorted { $0.key < $1.key }.map { qubit, text in
            Element(
              symbols: [qubit: .meter(text)], role: .measurement, summary: "measure q\(qubit)")
          }))
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
        inputs.enumerated().map { qubit, input in
          .init(
            symbols: [qubit: .box("|x\(input)⟩")], role: .input,
            summary: "prepare |x\(input)⟩ on q\(qubit)")
        })
    case .amplitudes(let inputs, let padding):
      let first = "x\(inputs.lowerBound)"
      let list = inputs.count == 1 ? first : first + "…x\(inputs.upperBound - 1)"
      let rest = inputs.count == 1 << qubitCount ? "" : ", then \(Angle.constant(padding))"
      return .preparation("amplitudes", of: list + rest)
    }
  }
}
