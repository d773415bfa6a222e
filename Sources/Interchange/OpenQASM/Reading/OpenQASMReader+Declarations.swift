import QuantumSimulation

// Declarations, measurements and calls.

extension OpenQASMReader {
  mutating func readInclude(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    tokens.take()
    let file = tokens.take()
    guard file.kind == .text("qelib1.inc") || file.kind == .text("stdgates.inc") else {
      throw tokens.error(
        "include \(file.description): only qelib1.inc and stdgates.inc are known; put its gates into the program",
        at: file)
    }
    try tokens.expect(";")
  }

  /// `qreg name[size];` of version 2, or `qubit[size] name;` of version 3; likewise of bits.
  mutating func readRegister(
    _ tokens: inout OpenQASMTokens, _ word: String
  ) throws(InterchangeError) {
    tokens.take()
    let isQuantum = word.hasPrefix("q")
    if word.hasSuffix("reg") {
      let name = try newName(&tokens)
      try declare(name, isQuantum: isQuantum, size: try size(&tokens, of: name), tokens)
    } else {
      let size = tokens.next.kind == .sign("[") ? try self.size(&tokens, of: word) : nil
      try declare(try newName(&tokens), isQuantum: isQuantum, size: size, tokens)
    }
    try tokens.expect(";")
  }

  mutating func readDefinition(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    let start = tokens.take()
    let definition = try OpenQASMDefinition(&tokens)
    guard definitions[definition.name] == nil else {
      throw tokens.error("the gate \(definition.name) is defined twice", at: start)
    }
    try define(definition)
  }

  func readBarrier(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    tokens.take()
    if tokens.passes(";") { return }
    repeat { _ = try operand(&tokens) } while tokens.passes(",")
    try tokens.expect(";")
  }

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

  mutating func readInput(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
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

  mutating func readConstant(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
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

  mutating func readMeasurement(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    guard tokens.passes(word: "measure") else {
      throw tokens.error(
        "\(tokens.next.description), where measure should be; bits are not computed with")
    }
    measured.formUnion(try operand(&tokens))
  }

  func bitOperand(_ tokens: inout OpenQASMTokens) throws(InterchangeError) -> String {
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
  mutating func readCall(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
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
