import FileFormats
import QuantumSimulation

/// A student's circuit on its way out.
struct ExportedCircuit {
  let circuit: VariationalCircuit
  let name: String
  /// What its angles are called among the weights.
  let angleName: String
  let angles: [Double]
  let rows: [[Double]]
  let prepared: PreparedByGates

  init(
    _ circuit: VariationalCircuit, name: String, angleName: String, angles: [Double],
    rows: [[Double]]
  ) {
    self.circuit = circuit
    self.name = name
    self.angleName = angleName
    self.angles = angles
    self.rows = rows
    prepared = PreparedByGates(circuit.circuit)
  }

  /// What `student.json` says of it.
  var description: [(key: String, value: JSONText)] {
    [
      ("kind", .text("circuit")), ("circuit", .text(name)),
      ("qubits", .integer(circuit.circuit.qubitCount)),
      ("inputs", .integer(prepared.circuit.inputCount)), ("outputs", .integer(circuit.outputCount)),
      ("angles", .text(angleName)),
    ] + embedding + measurement
  }

  /// How the values that come in become inputs.
  private var embedding: [(key: String, value: JSONText)] {
    switch circuit.circuit.preparation {
    case .groundState: [("embedding", .text("angles"))]
    case .basis(let range): [("embedding", .text("bits")), ("bits", .integer(range.count))]
    case .amplitudes(let range, let padding):
      [
        ("embedding", .text("amplitudes")), ("amplitudes", .integer(range.count)),
        ("padding", .raw("\(padding)")),
      ]
    }
  }

  private var measurement: [(key: String, value: JSONText)] {
    switch circuit.measurement {
    case .expectationValues(let observables):
      [("observables", .texts(observables.map(\.description)))]
    case .probabilities(let qubits): [("probabilities", .integers(qubits))]
    }
  }

  /// The programs, one for each basis and, if they are bound, for each row; and what `student.json` says of them.
  func programs(
    _ format: OpenQASMFormat, isBound: Bool, measures: Bool, comment: String
  ) throws(InterchangeError) -> (
    files: [OutputFolder.File], description: [(key: String, value: JSONText)]
  ) {
    let bases = MeasurementBasis.bases(of: circuit.measurement)
    var files: [OutputFolder.File] = []
    var descriptions: [JSONText] = []
    for (number, basis) in bases.enumerated() {
      let suffix = bases.count == 1 ? "" : "_basis_\(number + 1)"
      var names: [String] = []
      func write(_ circuit: Circuit, _ part: String, _ about: String) throws(InterchangeError) {
        let writer = OpenQASMWriter(
          format, comments: [comment + about] + comments(basis), measures: measures)
        names.append(name + part + suffix + ".qasm")
        files.append(
          OutputFolder.File(names.last!, Array(try writer.text(of: basis.turning(circuit)).utf8)))
      }
      if isBound {
        for (place, row) in rows.enumerated() {
          let bound = circuit.circuit.bound(inputs: row, parameters: angles)
          let number = VariableNames.padded(place + 1, count: rows.count + 1)
          try write(bound, "_row_\(number)", ", row \(place + 1) of \(rows.count)")
        }
      } else {
        try write(prepared.circuit, "", "")
      }
      descriptions.append(
        .object([
          isBound ? ("files", .texts(names)) : ("file", .text(names[0])),
          ("outputs", .integers(basis.outputs)),
        ]))
    }
    let variables = VariableNames(of: prepared.circuit)
    let rest: [(key: String, value: JSONText)] =
      isBound
      ? [("bound", .rows(rows.map(prepared.inputs)))]
      : [
        ("input_names", .texts(variables.inputs)), ("angle_names", .texts(variables.parameters)),
      ]
    return (files, [("programs", .list(descriptions))] + rest)
  }

  private func comments(_ basis: MeasurementBasis) -> [String] {
    let turned = basis.paulis.filter { $0.value != .z }.sorted { $0.key < $1.key }
      .map { "\($0.value.rawValue.uppercased())\($0.key)" }.joined(separator: ", ")
    let outputs: String
    switch circuit.measurement {
    case .expectationValues(let observables):
      outputs = basis.outputs.map { observables[$0].description }.joined(separator: ", ")
    case .probabilities(let qubits):
      outputs = "the probabilities of qubits \(qubits.map(String.init).joined(separator: ", "))"
    }
    return [
      "q[0] is the least significant bit of a basis state's index. Angles are in radians.",
      "Tells: \(outputs)"
        + (turned.isEmpty ? "" : ". The last gates turn \(turned) into Z."),
    ]
  }
}
