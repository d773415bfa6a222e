import QuantumSimulation

/// Reads a program, statement by statement, into gates on numbered qubits.
struct OpenQASMReader {
  let name: String
  private(set) var version = 3
  var qubitCount = 0
  var variables: [String] = []
  var operations: [OpenQASMProgram.Operation] = []
  /// What the program defines.
  var definitions: [String: OpenQASMDefinition] = [:]
  /// What it need not.
  private(set) var library: [String: OpenQASMDefinition] = [:]
  /// How many gates were called, those in definitions too.
  var callCount = 0

  var registers: [String: Range<Int>] = [:]
  var bits: [String: Int] = [:]
  var values: [String: OpenQASMValue] = [:]
  var measured: Set<Int> = []

  /// What begins statements that no circuit here is made of.
  private static let refused: Set<String> = [
    "if", "for", "while", "switch", "reset", "opaque", "def", "defcal", "cal", "output", "let",
    "box", "delay", "return", "end", "extern", "array", "duration", "stretch", "complex", "bool",
    "int", "uint", "float", "angle", "pragma", "defcalgrammar", "break", "continue",
  ]

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
    case "include": try readInclude(&tokens)
    case "qreg", "creg", "qubit", "bit": try readRegister(&tokens, word)
    case "input": try readInput(&tokens)
    case "const": try readConstant(&tokens)
    case "gate": try readDefinition(&tokens)
    case "barrier": try readBarrier(&tokens)
    case "measure":
      try readMeasurement(&tokens)
      if tokens.passes("->") { _ = try bitOperand(&tokens) }
      try tokens.expect(";")
    case _ where Self.refused.contains(word):
      throw tokens.error(
        "\(word) is not read: a circuit here is gates, then at most measurements; take it out")
    case _ where bits[word] != nil && definitions[word] == nil:
      _ = try bitOperand(&tokens)
      try tokens.expect("=")
      try readMeasurement(&tokens)
      try tokens.expect(";")
    default: try readCall(&tokens)
    }
  }
}
