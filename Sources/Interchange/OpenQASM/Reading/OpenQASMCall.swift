import QuantumSimulation

/// A gate that a program defines.
struct OpenQASMDefinition {
  let name: String
  let parameters: [String]
  let qubits: [String]
  let body: [OpenQASMToken]
  /// The version of the program it is in; `nil` for the library's.
  var version: Int?
  /// One of ours that does the same.
  var same: Gate?

  /// Reads a definition, whose first word is passed.
  init(_ tokens: inout OpenQASMTokens) throws(InterchangeError) {
    name = try tokens.word("a gate's name")
    var parameters: [String] = []
    if tokens.passes("("), !tokens.passes(")") {
      repeat { parameters.append(try tokens.word("a parameter's name")) } while tokens.passes(",")
      try tokens.expect(")")
    }
    var qubits: [String] = []
    repeat { qubits.append(try tokens.word("a qubit's name")) } while tokens.passes(",")
    guard Set(qubits).count == qubits.count, Set(parameters).count == parameters.count else {
      throw tokens.error("the gate \(name) has two arguments of one name")
    }
    self.parameters = parameters
    self.qubits = qubits
    try tokens.expect("{")
    body = try tokens.body()
  }
}

/// A gate's name with what stands before and behind it, but for its qubits.
struct OpenQASMCall {
  let token: OpenQASMToken
  let name: String
  let arguments: [OpenQASMValue]
  let controlCount: Int
  let isInverse: Bool
  /// Whether the name is ours or the library's, whatever the program defines by it.
  let isOurs: Bool

  init(
    _ tokens: inout OpenQASMTokens, values: [String: OpenQASMValue], version: Int,
    isOurs: Bool = false
  ) throws(InterchangeError) {
    var (controlCount, isInverse) = (0, false)
    while true {
      let word = tokens.next
      if tokens.passes(word: "ctrl") {
        var count = 1
        if tokens.passes("(") {
          count = try tokens.integer("a number of controls")
          try tokens.expect(")")
        }
        guard count >= 1, count <= 4 else { throw tokens.error("ctrl(\(count))", at: word) }
        controlCount += count
      } else if tokens.passes(word: "inv") {
        isInverse.toggle()
      } else if word.kind == .word("negctrl") || word.kind == .word("pow") {
        throw tokens.error(
          "the modifier \(word.description) is not read; write the gate without it")
      } else {
        break
      }
      try tokens.expect("@")
    }
    token = tokens.next
    name = try tokens.word("a gate")
    var arguments: [OpenQASMValue] = []
    if tokens.passes("("), !tokens.passes(")") {
      repeat {
        arguments.append(try tokens.expression(values, version: version))
      } while tokens.passes(",")
      try tokens.expect(")")
    }
    self.arguments = arguments
    self.controlCount = controlCount
    self.isInverse = isInverse
    self.isOurs = isOurs
  }

  private init(_ call: OpenQASMCall, name: String, arguments: [OpenQASMValue]) {
    token = call.token
    self.name = name
    self.arguments = arguments
    controlCount = 0
    isInverse = false
    isOurs = true
  }

  /// The call without modifiers, of the gate that does the same.
  ///
  /// `ours` gives the name that this package has for what a name stands for in the program, if it has one.
  func plain(
    _ tokens: OpenQASMTokens, ours: (String) -> String?
  ) throws(InterchangeError) -> OpenQASMCall {
    guard controlCount > 0 || isInverse else { return self }
    func refused(_ modifier: String) -> InterchangeError {
      tokens.error("\(modifier) @ \(self.name) is not read; write it with other gates", at: token)
    }
    guard var name = ours(name) else { throw refused(isInverse ? "inv" : "ctrl") }
    var arguments = arguments
    if isInverse {
      if let inverse = OpenQASMGates.inverses[name] {
        name = inverse
      } else if let gate = OpenQASMGates.gate(named: name) {
        // U(theta, phi, lambda) is undone by U(-theta, -lambda, -phi); gates without angles undo themselves.
        arguments = arguments.map { $0.times(-1) }
        if gate == .u, arguments.count == 3 { arguments.swapAt(1, 2) }
      } else {
        throw refused("inv")
      }
    }
    for _ in 0..<controlCount {
      guard let controlled = OpenQASMGates.controlled[name] else { throw refused("ctrl") }
      // Below a control, U(0, 0, angle) has one meaning in all versions of the language; others are Qiskit's.
      let isPhase =
        name == "u" && arguments.count == 3 && arguments[0].isZero && arguments[1].isZero
      (name, arguments) = isPhase ? ("cp", [arguments[2]]) : (controlled, arguments)
    }
    return OpenQASMCall(self, name: name, arguments: arguments)
  }
}
