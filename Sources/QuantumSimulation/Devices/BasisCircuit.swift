/// A circuit as ``BasisOperation``s on its own qubits, without those that nothing measured depends on.
struct BasisCircuit {
  /// What acts, in its order. A `swap` of the circuit only renames qubits from there on.
  private(set) var operations: [BasisOperation]
  /// What is measured, of the qubits as they are called at the end.
  let measurement: VariationalCircuit.Measurement

  /// - Parameter parameters: the circuit's parameters where they are known; otherwise angles stay symbols.
  init(_ circuit: VariationalCircuit, parameters: [Double]? = nil) {
    func angleSum(_ angle: Angle) -> AngleSum {
      guard let parameters else { return AngleSum(angle) }
      return switch angle {
      case .parameter(let index): AngleSum(parameters[index])
      case .scaledInput(let index, let input): AngleSum(.input(input), times: parameters[index])
      case .constant, .input, .inputProduct: AngleSum(angle)
      }
    }
    var names = Array(0..<circuit.circuit.qubitCount)
    var parts: [Part] = []
    // The last part on each qubit.
    var last: [Int: Int] = [:]
    for operation in circuit.circuit.operations {
      if operation.gate == .swap {
        names.swapAt(operation.qubits[0], operation.qubits[1])
        continue
      }
      let operation = Circuit.Operation(
        operation.gate, operation.angles, on: operation.qubits.map { names[$0] })
      if let interaction = PairInteraction(operation, angleSum) {
        let place = last[interaction.first]
        if let place, place == last[interaction.second],
          case .interaction(var joined) = parts[place], joined.join(interaction)
        {
          parts[place] = .interaction(joined)
          continue
        }
        parts.append(.interaction(interaction))
      } else {
        parts.append(.operations(operation.basisOperations(angleSum)))
      }
      for qubit in operation.qubits { last[qubit] = parts.count - 1 }
    }
    operations = parts.flatMap { part in
      switch part {
      case .operations(let operations): operations
      case .interaction(let interaction): interaction.operations
      }
    }
    measurement = circuit.measurement.mapping { names[$0] }
    operations = operations.cancelled.seen(by: measurement)
  }

  private enum Part {
    case operations([BasisOperation])
    case interaction(PairInteraction)
  }

  /// The qubits on which something acts, or which are measured, ascending.
  var qubits: [Int] {
    Set(operations.flatMap(\.qubits) + measurement.qubits).sorted()
  }

  /// The pairs of qubits that act on each other, in their order.
  var pairs: [(control: Int, target: Int)] {
    operations.compactMap {
      if case .cx(let control, let target) = $0 { (control, target) } else { nil }
    }
  }
}

extension VariationalCircuit.Measurement {
  /// The same measurement of qubits with other numbers.
  func mapping(_ place: (Int) -> Int) -> VariationalCircuit.Measurement {
    switch self {
    case .probabilities(let qubits): .probabilities(of: qubits.map(place))
    case .expectationValues(let observables):
      .expectationValues(
        observables.map { observable in
          PauliString(
            Dictionary(uniqueKeysWithValues: observable.factors.map { (place($0), $1) }))
        })
    }
  }

  /// The qubits of which nothing but Z is measured.
  var qubitsInZ: Set<Int> {
    switch self {
    case .probabilities(let qubits): Set(qubits)
    case .expectationValues(let observables):
      Set(qubits).subtracting(
        observables.flatMap { $0.factors.filter { $0.value != .z }.map(\.key) })
    }
  }
}

extension [BasisOperation] {
  /// Without pairs of equal `cx` between which all that acts on their qubits commutes with them.
  var cancelled: [BasisOperation] {
    var result: [BasisOperation?] = []
    // Farther back than this nothing is looked for, so that long circuits take no more than linear time.
    let reach = 400
    for operation in self {
      if case .cx(let control, let target) = operation {
        var twin: Int?
        search: for index in result.indices.suffix(reach).reversed() {
          switch result[index] {
          case operation?:
            twin = index
            break search
          case .rz(let qubit, _)? where qubit == target: break search
          case .sx(let qubit)? where qubit == control, .x(let qubit)? where qubit == control:
            break search
          case .cx(let otherControl, let otherTarget)?
          where otherControl == target || otherTarget == control:
            break search
          default: break
          }
        }
        if let twin {
          result[twin] = nil
          continue
        }
      }
      result.append(operation)
    }
    return result.compactMap { $0 }
  }

  /// Without what changes no measured value: what acts on qubits that are neither measured nor meet those that are afterwards, and
  /// what is diagonal before a measurement of Z.
  func seen(by measurement: VariationalCircuit.Measurement) -> [BasisOperation] {
    let inZ = measurement.qubitsInZ
    var looks: [Int: Look] = [:]
    for qubit in measurement.qubits { looks[qubit] = inZ.contains(qubit) ? .inZ : .any }
    var result: [BasisOperation] = []
    for operation in reversed() {
      let look = operation.qubits.map { looks[$0, default: .never] }
      switch operation {
      case .rz:
        if look[0] != .any { continue }
      case .x:
        if look[0] == .never { continue }
      case .sx(let qubit):
        if look[0] == .never { continue }
        looks[qubit] = .any
      case .cx(let control, let target):
        // A target that nobody looks at takes from the control only what a measurement of Z does not see.
        if look[1] == .never && look[0] != .any { continue }
        let later: Look = look.contains(.any) ? .any : .inZ
        looks[control] = later
        looks[target] = later
      }
      result.append(operation)
    }
    return result.reversed()
  }
}

/// Whether somebody looks at a qubit later.
private enum Look { case never, inZ, any }
