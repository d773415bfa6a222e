import QuantumSimulation

/// Writes circuits as OpenQASM.
///
/// Qubit k is `q[k]`, the least significant bit of a basis state's index being `q[0]`. Parameters and inputs are
/// variables `w00`, `w01`, ... and `x00`, `x01`, ..., as many digits as the last one has, so that their names sort as
/// their numbers do. Every gate is written exactly, up to a global phase, or is an error.
public struct OpenQASMWriter: Sendable {
  /// The version and its readers.
  public let format: OpenQASMFormat
  /// What is said at the beginning, a line each.
  public let comments: [String]
  /// Whether all qubits are measured at the end, `q[k]` into `c[k]`.
  public let measures: Bool

  /// A writer for these readers.
  public init(_ format: OpenQASMFormat, comments: [String] = [], measures: Bool = false) {
    self.format = format
    self.comments = comments
    self.measures = measures
  }

  /// The program of a circuit. One that starts from a state made of inputs is written as ``PreparedByGates`` has it.
  ///
  /// - Throws: `InterchangeError` for a circuit with inputs or parameters in OpenQASM 2, for measurements that no reader
  ///   of the dialect takes, and for gates with too many controls.
  public func text(of circuit: Circuit) throws(InterchangeError) -> String {
    if measures, format == .version3(.pennylane) {
      throw InterchangeError(
        "the dialect pennylane", "PennyLane takes no measurements of a program; leave them out")
    }
    let circuit = PreparedByGates(circuit).circuit
    if format == .version2, circuit.inputCount + circuit.parameterCount > 0 {
      throw InterchangeError(
        "OpenQASM 2", "it has no inputs; bind the circuit to a sample first, or write OpenQASM 3")
    }
    var program = OpenQASMText(format: format)
    let names = VariableNames(of: circuit)
    for operation in circuit.operations {
      try program.append(
        operation.gate, operation.angles.map { WrittenAngle($0, names) }, on: operation.qubits)
    }
    var lines = format.heading + comments.map { "// \($0)" } + program.definitions
    lines += names.all.map { "input float[64] \($0);" }
    let count = circuit.qubitCount
    if format == .version2 {
      lines.append("qreg q[\(count)];")
      if measures { lines.append("creg c[\(count)];") }
    } else {
      lines.append("qubit[\(count)] q;")
      if measures { lines.append("bit[\(count)] c;") }
    }
    lines += program.lines
    if measures {
      lines += (0..<count).map {
        format == .version2 ? "measure q[\($0)] -> c[\($0)];" : "c[\($0)] = measure q[\($0)];"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// What a circuit's parameters and inputs are called.
public struct VariableNames: Sendable {
  /// The parameters' names.
  public let parameters: [String]
  /// The inputs' names.
  public let inputs: [String]

  /// The names for a circuit.
  public init(of circuit: Circuit) {
    parameters = Self.names("w", circuit.parameterCount)
    inputs = Self.names("x", circuit.inputCount)
  }

  var all: [String] { inputs + parameters }

  private static func names(_ letter: String, _ count: Int) -> [String] {
    (0..<count).map { letter + padded($0, count: count) }
  }

  /// A number with as many digits as the last of so many has, but at least two.
  static func padded(_ number: Int, count: Int) -> String {
    let width = max(2, "\(count - 1)".count)
    return String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
  }
}

/// An angle as a program says it: a number, or a number times what variables stand for.
struct WrittenAngle {
  private let factor: Double
  /// `nil` for a plain number.
  private let variables: String?

  init(_ number: Double) {
    factor = number
    variables = nil
  }

  init(variables: String) {
    factor = 1
    self.variables = variables
  }

  private init(factor: Double, variables: String?) {
    self.factor = factor
    self.variables = variables
  }

  init(_ angle: Angle, _ names: VariableNames) {
    switch angle {
    case .constant(let value): self.init(value)
    case .parameter(let index): self.init(variables: names.parameters[index])
    case .input(let index): self.init(variables: names.inputs[index])
    case .scaledInput(let parameter, let input):
      self.init(variables: "\(names.parameters[parameter])*\(names.inputs[input])")
    case .inputProduct(let first, let second):
      self.init(variables: "\(names.inputs[first])*\(names.inputs[second])")
    }
  }

  func times(_ number: Double) -> WrittenAngle {
    WrittenAngle(factor: factor * number, variables: variables)
  }

  var text: String {
    guard let variables else { return Self.literal(factor) }
    switch factor {
    case 1: return variables
    case -1: return "-" + variables
    default: return "\(Self.literal(factor))*\(variables)"
    }
  }

  /// A number with as many digits as it takes to read the same one. OpenQASM 2 wants a point in each.
  static func literal(_ value: Double) -> String {
    let text = "\(value)"
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return text[..<exponent] + ".0" + text[exponent...]
  }
}

/// A program's gates as they gather.
private struct OpenQASMText {
  let format: OpenQASMFormat
  var definitions: [String] = []
  var lines: [String] = []
  private var defined: Set<String> = []

  init(format: OpenQASMFormat) {
    self.format = format
  }

  mutating func append(
    _ gate: Gate, _ angles: [WrittenAngle], on qubits: [Int]
  ) throws(InterchangeError) {
    if let name = format.knownName(of: gate) {
      lines.append(Self.call(name, angles, qubits.map { "q[\($0)]" }))
    } else if format.defines(gate) {
      try define(gate)
      lines.append(Self.call(gate.name, angles, qubits.map { "q[\($0)]" }))
    } else {
      for step in try gate.writtenSteps() {
        try append(
          step.gate, step.angles.map { $0.written(angles) }, on: step.qubits.map { qubits[$0] })
      }
    }
  }

  /// Defines a gate that the readers do not know, after those it is made of.
  private mutating func define(_ gate: Gate) throws(InterchangeError) {
    guard format.knownName(of: gate) == nil, defined.insert(gate.name).inserted else { return }
    if let definition = OpenQASMFormat.basicDefinition(of: gate) {
      for needed in OpenQASMFormat.basicNeeds(of: gate) { try define(needed) }
      definitions.append(definition)
      return
    }
    let steps = try gate.writtenSteps()
    for step in steps { try define(step.gate) }
    // Qiskit 2.6 hands a gate its arguments in the alphabetical order of their names.
    let angles = ["alpha", "beta", "gamma"].prefix(gate.angleCount)
    let qubits =
      gate.qubitCount <= 3
      ? Array(["a", "b", "c"].prefix(gate.qubitCount)) : (0..<gate.qubitCount).map { "a\($0)" }
    let body = steps.map { step in
      Self.call(
        format.knownName(of: step.gate) ?? step.gate.name,
        step.angles.map { $0.written(angles.map { WrittenAngle(variables: $0) }) },
        step.qubits.map { qubits[$0] })
    }
    let heading = angles.isEmpty ? gate.name : "\(gate.name)(\(angles.joined(separator: ", ")))"
    definitions.append(
      "gate \(heading) \(qubits.joined(separator: ", ")) { \(body.joined(separator: " ")) }")
  }

  private static func call(_ name: String, _ angles: [WrittenAngle], _ qubits: [String]) -> String {
    let arguments = angles.isEmpty ? "" : "(\(angles.map(\.text).joined(separator: ", ")))"
    return "\(name)\(arguments) \(qubits.joined(separator: ", "));"
  }
}

extension GateStep.Angle {
  /// The angle in a program, given the gate's own.
  fileprivate func written(_ own: [WrittenAngle]) -> WrittenAngle {
    switch self {
    case .constant(let value): WrittenAngle(value)
    case .own(let index, let factor): own[index].times(factor)
    }
  }
}
