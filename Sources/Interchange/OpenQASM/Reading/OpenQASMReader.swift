import QuantumSimulation

/// Reads a program, statement by statement, into gates on numbered qubits.
struct OpenQASMReader {
  let name: String
  private(set) var version = 3
  private(set) var qubitCount = 0
  private(set) var variables: [String] = []
  var operations: [OpenQASMProgram.Operation] = []
  /// What the program defines.
  var definitions: [String: OpenQASMDefinition] = [:]
  /// What it need not.
  private(set) var library: [String: OpenQASMDefinition] = [:]
  /// How many gates were called, those in definitions too.
  var callCount = 0

  private var registers: [String: Range<Int>] = [:]
  private var bits: [String: Int] = [:]
  private var values: [String: OpenQASMValue] = [:]
  private var measured: Set<Int> = []

  /// Longer circuits than this nobody simulates.
  static let callLimit = 1_000_000

  init(name: String) {
    self.name = name
  }

  /// Reads a whole program.
  mutating func read(_ text: String) throws(InterchangeError) {
    library = try Self.libraryDefinitions()
    var tokens = OpenQASMTokens(try OpenQASMToken.tokens(of: text, name: name), name: name)
    if tokens.passes(word: "OPENQASM") { try readVersion(&tokens) }
    while tokens.next.kind != .end { try readStatement(&tokens) }
  }

  /// The gates of the library, whose definitions are programs too.
  private static func libraryDefinitions() throws(InterchangeError) -> [String: OpenQASMDefinition]
  {
    let name = "the library of gates"
    var tokens = OpenQASMTokens(
      try OpenQASMToken.tokens(of: OpenQASMGates.library, name: name), name: name)
    var library: [String: OpenQASMDefinition] = [:]
    while tokens.passes(word: "gate") {
      let definition = try OpenQASMDefinition(&tokens)
      library[definition.name] = definition
    }
    return library
  }

  private mutating func readVersion(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    let token = tokens.take()
    switch token.kind {
    case .real(2), .integer(2): version = 2
    case .integer(3): version = 3
    case .real(let number) where number >= 3 && number < 4: version = 3
    default: throw tokens.error("version \(token.description); 2 and 3 are read", at: token)
    }
    try tokens.expect(";")
  }

  private mutating func readStatement(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    let start = tokens.next
    guard case .word(let word) = start.kind else {
      throw tokens.error("\(start.description), where a statement should begin")
    }
    switch word {
    case "include":
      tokens.take()
      let file = tokens.take()
      guard file.kind == .text("qelib1.inc") || file.kind == .text("stdgates.inc") else {
        throw tokens.error(
          "include \(file.description): only qelib1.inc and stdgates.inc are known; put its gates into the program",
          at: file)
      }
      try tokens.expect(";")
    case "qreg", "creg":
      tokens.take()
      let name = try newName(&tokens)
      let size = try self.size(&tokens, of: name)
      try declare(name, isQuantum: word == "qreg", size: size, tokens)
      try tokens.expect(";")
    case "qubit", "bit":
      tokens.take()
      let size = tokens.next.kind == .sign("[") ? try self.size(&tokens, of: word) : nil
      try declare(try newName(&tokens), isQuantum: word == "qubit", size: size, tokens)
      try tokens.expect(";")
    case "input": try readInput(&tokens)
    case "const": try readConstant(&tokens)
    case "gate":
      tokens.take()
      let definition = try OpenQASMDefinition(&tokens)
      guard definitions[definition.name] == nil else {
        throw tokens.error("the gate \(definition.name) is defined twice", at: start)
      }
      try define(definition)
    case "barrier":
      tokens.take()
      if !tokens.passes(";") {
        repeat { _ = try operand(&tokens) } while tokens.passes(",")
        try tokens.expect(";")
      }
    case "measure":
      try readMeasurement(&tokens)
      if tokens.passes("->") { _ = try bitOperand(&tokens) }
      try tokens.expect(";")
    case "if", "for", "while", "switch", "reset", "opaque", "def", "defcal", "cal", "output", "let",
      "box",
      "delay", "return", "end", "extern", "array", "duration", "stretch", "complex", "bool", "int",
      "uint",
      "float", "angle", "pragma", "defcalgrammar", "break", "continue":
      throw tokens.error(
        "\(word) is not read: a circuit here is gates, then at most measurements; take it out")
    default:
      if bits[word] != nil, definitions[word] == nil {
        _ = try bitOperand(&tokens)
        try tokens.expect("=")
        try readMeasurement(&tokens)
        try tokens.expect(";")
      } else {
        try readCall(&tokens)
      }
    }
  }
}

// Declarations and measurements.

extension OpenQASMReader {
  private func newName(_ tokens: inout OpenQASMTokens) throws(InterchangeError) -> String {
    let token = tokens.next
    let name = try tokens.word("a name")
    guard registers[name] == nil, bits[name] == nil, values[name] == nil else {
      throw tokens.error("\(name) is declared twice", at: token)
    }
    return name
  }

  private func size(
    _ tokens: inout OpenQASMTokens, of what: String
  ) throws(InterchangeError) -> Int {
    try tokens.expect("[")
    let token = tokens.next
    let size = try tokens.integer("a size")
    guard size >= 1, size <= 1 << 20 else {
      throw tokens.error("\(what) of size \(size)", at: token)
    }
    try tokens.expect("]")
    return size
  }

  private mutating func declare(
    _ name: String, isQuantum: Bool, size: Int?, _ tokens: OpenQASMTokens
  ) throws(InterchangeError) {
    guard isQuantum else {
      bits[name] = size ?? 1
      return
    }
    let end = qubitCount + (size ?? 1)
    guard end <= Circuit.qubitLimit else {
      throw tokens.error("\(end) qubits; at most \(Circuit.qubitLimit) are simulated")
    }
    registers[name] = qubitCount..<end
    qubitCount = end
  }

  private mutating func readInput(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    tokens.take()
    let token = tokens.next
    let type = try tokens.word("a type")
    guard type == "float" || type == "angle" else {
      throw tokens.error("input \(type): inputs are read as float[64] or angle[64]", at: token)
    }
    if tokens.next.kind == .sign("[") { _ = try size(&tokens, of: type) }
    let name = try newName(&tokens)
    values[name] = .variable(variables.count)
    variables.append(name)
    try tokens.expect(";")
  }

  private mutating func readConstant(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    tokens.take()
    _ = try tokens.word("a type")
    if tokens.next.kind == .sign("[") { _ = try size(&tokens, of: "const") }
    let name = try newName(&tokens)
    try tokens.expect("=")
    let start = tokens.next
    let value = try tokens.expression(values, version: version)
    guard value.isConstant else { throw tokens.error("\(name) is not constant", at: start) }
    values[name] = value
    try tokens.expect(";")
  }

  private mutating func readMeasurement(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    guard tokens.passes(word: "measure") else {
      throw tokens.error(
        "\(tokens.next.description), where measure should be; bits are not computed with")
    }
    measured.formUnion(try operand(&tokens))
  }

  private func bitOperand(_ tokens: inout OpenQASMTokens) throws(InterchangeError) -> String {
    let token = tokens.next
    let name = try tokens.word("a register of bits")
    guard let size = bits[name] else {
      throw tokens.error("there are no bits \(name)", at: token)
    }
    if let index = try index(&tokens), index >= size {
      throw tokens.error("\(name)[\(index)] of \(size) bits", at: token)
    }
    return name
  }

  private func index(_ tokens: inout OpenQASMTokens) throws(InterchangeError) -> Int? {
    guard tokens.passes("[") else { return nil }
    let index = try tokens.integer("a whole number")
    try tokens.expect("]")
    return index
  }

  /// One qubit, or those of a register.
  func operand(_ tokens: inout OpenQASMTokens) throws(InterchangeError) -> Range<Int> {
    let token = tokens.next
    let name = try tokens.word("a qubit")
    guard let qubits = registers[name] else {
      throw tokens.error("there are no qubits \(name); declare them first", at: token)
    }
    guard let index = try index(&tokens) else { return qubits }
    guard index < qubits.count else {
      throw tokens.error("\(name)[\(index)]; its qubits are 0 to \(qubits.count - 1)", at: token)
    }
    return qubits.lowerBound + index..<qubits.lowerBound + index + 1
  }

  /// A gate on qubits, or on whole registers: then on each of their qubits in turn.
  private mutating func readCall(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    let call = try OpenQASMCall(&tokens, values: values, version: version)
    var operands: [Range<Int>] = []
    if tokens.next.kind != .sign(";") {
      repeat { operands.append(try operand(&tokens)) } while tokens.passes(",")
    }
    try tokens.expect(";")
    let counts = Set(operands.map(\.count).filter { $0 > 1 })
    guard counts.count <= 1 else {
      throw tokens.error("\(call.name) on registers of different sizes", at: call.token)
    }
    for place in 0..<(counts.first ?? 1) {
      let qubits = operands.map { $0.lowerBound + ($0.count > 1 ? place : 0) }
      if let qubit = qubits.first(where: measured.contains) {
        throw tokens.error(
          "\(call.name) acts on qubit \(qubit) after it was measured; measure at the end",
          at: call.token)
      }
      try apply(call, on: qubits, tokens)
    }
  }
}
