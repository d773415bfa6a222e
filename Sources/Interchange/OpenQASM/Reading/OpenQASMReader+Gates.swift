import Numerics
import QuantumSimulation

// From calls to gates: definitions taken apart, sums of angles divided.

extension OpenQASMReader {
  /// Deeper nested definitions than this nobody writes.
  private static let depthLimit = 50

  /// Applies a gate to qubits.
  mutating func apply(
    _ call: OpenQASMCall, on qubits: [Int], _ tokens: OpenQASMTokens, depth: Int = 0
  ) throws(InterchangeError) {
    callCount += 1
    guard callCount <= Self.callLimit else {
      throw tokens.error("the circuit has more than \(Self.callLimit) gates", at: call.token)
    }
    guard depth <= Self.depthLimit else {
      throw tokens.error("\(call.name) is defined by itself, or too deeply", at: call.token)
    }
    // A global phase changes nothing that can be measured.
    if call.name == "gphase", call.controlCount == 0 { return }
    let call = try call.plain(tokens) { ourName(of: $0) }
    func check(_ angleCount: Int, _ qubitCount: Int) throws(InterchangeError) {
      guard call.arguments.count == angleCount else {
        throw tokens.error(
          "\(call.name) takes \(angleCount) angles, not \(call.arguments.count)", at: call.token)
      }
      guard qubits.count == qubitCount else {
        throw tokens.error(
          "\(call.name) acts on \(qubitCount) qubits, not \(qubits.count)", at: call.token)
      }
      guard Set(qubits).count == qubits.count else {
        throw tokens.error("\(call.name) acts twice on one qubit", at: call.token)
      }
    }
    let definition = call.isOurs ? nil : definitions[call.name]
    if let gate = definition == nil ? OpenQASMGates.gate(named: call.name) : definition?.same {
      try check(gate.angleCount, gate.qubitCount)
      try emit(gate, call.arguments, qubits, at: call.token, tokens)
    } else if let definition = definition ?? library[call.name] {
      try check(definition.parameters.count, definition.qubits.count)
      try run(definition, call.arguments, qubits, depth: depth)
    } else {
      throw tokens.error(
        "unknown gate \(call.name); define it in the program: gate \(call.name) a, b { ... }",
        at: call.token)
    }
  }

  /// What a name stands for here by our names, or the library's; `nil` if the program has made something else of it.
  private func ourName(of name: String) -> String? {
    if let definition = definitions[name] { return definition.same?.name }
    return OpenQASMGates.gate(named: name)?.name ?? library[name].map { _ in name }
  }

  private mutating func run(
    _ definition: OpenQASMDefinition, _ arguments: [OpenQASMValue], _ qubits: [Int], depth: Int
  ) throws(InterchangeError) {
    // The library's definitions have the lines of no file.
    let name = definition.version == nil ? "the library of gates" : self.name
    var tokens = OpenQASMTokens(definition.body, name: name)
    let values = Dictionary(
      uniqueKeysWithValues: zip(definition.parameters, arguments.map(\.asAngle)))
    let places = Dictionary(uniqueKeysWithValues: zip(definition.qubits, qubits))
    while tokens.next.kind != .end {
      let call = try OpenQASMCall(
        &tokens, values: values, version: definition.version ?? 3, isOurs: definition.version == nil
      )
      var operands: [Int] = []
      if call.name != "gphase" {
        repeat {
          let token = tokens.next
          let qubit = try tokens.word("a qubit")
          guard let place = places[qubit] else {
            throw tokens.error("the gate \(definition.name) has no qubit \(qubit)", at: token)
          }
          operands.append(place)
        } while tokens.passes(",")
      }
      try tokens.expect(";")
      if call.name == "barrier" { continue }
      try apply(call, on: operands, tokens, depth: depth + 1)
    }
  }

  /// Adds a definition. One that does what the gate of its name does is taken for that gate.
  mutating func define(_ definition: OpenQASMDefinition) throws(InterchangeError) {
    var definition = definition
    definition.version = version
    definition.same = nil
    definitions[definition.name] = definition
    guard let gate = OpenQASMGates.gateDefined(as: definition.name),
      gate.qubitCount == definition.qubits.count, gate.qubitCount <= 4,
      gate.angleCount == definition.parameters.count
    else { return }
    // Numbers without meaning, two times: what agrees at both is no coincidence.
    for angles in [GateAngles(0.37, 1.91, -2.53), GateAngles(-1.13, 0.71, 2.29)] {
      guard try does(definition, what: gate, angles) else { return }
    }
    definitions[definition.name]?.same = gate
  }

  private mutating func does(
    _ definition: OpenQASMDefinition, what gate: Gate, _ angles: GateAngles
  ) throws(InterchangeError) -> Bool {
    let numbers = (0..<gate.angleCount).map { angles[$0] }
    let qubits = Array(0..<gate.qubitCount)
    var trial = self
    trial.operations = []
    try trial.run(definition, numbers.map { .number($0) }, qubits, depth: 0)
    callCount = trial.callCount
    let made = trial.operations.map { operation in
      Circuit.Operation(
        operation.gate,
        operation.angles.map { angle in
          guard case .constant(let value) = angle else { preconditionFailure("no variables here") }
          return .constant(value)
        }, on: operation.qubits)
    }
    let wanted = [Circuit.Operation(gate, numbers.map { .constant($0) }, on: qubits)]
    let (left, right) = (columns(made, qubits.count), columns(wanted, qubits.count))
    // |tr(A* B)| is the matrices' size exactly if they differ by a phase.
    let overlap = zip(left, right).reduce(Complex<Double>.zero) { $0 + $1.0.conjugate * $1.1 }
    return abs(overlap.length - Double(1 << qubits.count)) < 1e-9
  }

  /// The matrix of these operations, column after column.
  private func columns(_ operations: [Circuit.Operation], _ qubitCount: Int) -> [Complex<Double>] {
    var circuit = Circuit(qubitCount: qubitCount)
    circuit.prepare(.basis(inputs: 0..<qubitCount))
    for operation in operations { circuit.append(operation) }
    let count = 1 << qubitCount
    let bits = (0..<count).flatMap { state in (0..<qubitCount).map { Double(state >> $0 & 1) } }
    let states = VariationalCircuit(circuit, measuring: [.z(0)])
      .finalStates(inputs: bits, parameters: [], sampleCount: count)
    return (0..<count).flatMap { sample in
      (0..<count).map { states.amplitude(of: $0, sample: sample) }
    }
  }
}
