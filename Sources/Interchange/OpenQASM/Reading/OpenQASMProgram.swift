import QuantumSimulation

/// A circuit that was read from OpenQASM 2 or 3.
///
/// Qubits are numbered as they are declared, from 0, which is the least significant bit of a basis state's index.
/// Gates are those of `qelib1.inc` and `stdgates.inc`, PennyLane's and Braket's among them, and those that the program
/// defines; what is not among ``Gate`` is taken apart, exactly up to a global phase. Measurements at the end and
/// barriers change nothing. Everything else (loops, conditions, resets, further gates after a measurement) is refused.
public struct OpenQASMProgram: Sendable, Hashable {
  /// What the text is called in errors.
  public let name: String
  /// How many qubits there are.
  public let qubitCount: Int
  /// The program's inputs, `input float[64] theta;`, in the order of their declarations.
  public let variables: [String]
  let operations: [Operation]

  /// A gate whose angles may come from variables.
  struct Operation: Sendable, Hashable {
    let gate: Gate
    let angles: [SymbolicAngle]
    let qubits: [Int]
    let line: Int
  }

  enum SymbolicAngle: Sendable, Hashable {
    case constant(Double)
    /// The product of these variables, one or two.
    case product([Int])
  }

  /// Reads a program.
  ///
  /// - Parameters:
  ///   - text: the program.
  ///   - name: what errors call it: its file.
  /// - Throws: `InterchangeError` with file and line.
  public init(_ text: String, name: String) throws(InterchangeError) {
    var reader = OpenQASMReader(name: name)
    try reader.read(text)
    guard !reader.operations.isEmpty else {
      throw InterchangeError(name, "there is no gate in it")
    }
    self.name = name
    qubitCount = reader.qubitCount
    variables = reader.variables
    operations = reader.operations
  }

  /// The circuit.
  ///
  /// - Parameters:
  ///   - inputs: the variables that are a sample's inputs, in their order. The others are trainable parameters, numbered
  ///     as they are declared; those that no gate uses are none.
  ///   - trainsRotations: whether every number that a gate with angles turns by becomes a parameter too, after the others.
  /// - Throws: `InterchangeError` for inputs that the program has not or does not use, and for products of parameters.
  public func circuit(
    inputs: [String] = [], trainsRotations: Bool = false
  ) throws(InterchangeError) -> Circuit {
    let used = usedVariables
    let inputNumbers = try self.inputNumbers(of: inputs, used: used)
    let parameters = variables.indices.filter { used.contains($0) && inputNumbers[$0] == nil }
    let parameterNumbers = Dictionary(
      uniqueKeysWithValues: parameters.enumerated().map { ($1, $0) })
    var nextParameter = parameters.count
    var circuit = Circuit(qubitCount: qubitCount)
    for operation in operations {
      var angles: [Angle] = []
      for angle in operation.angles {
        switch angle {
        case .constant where trainsRotations:
          angles.append(.parameter(nextParameter))
          nextParameter += 1
        case .constant(let value): angles.append(.constant(value))
        case .product(let variables):
          let trained = variables.compactMap { parameterNumbers[$0] }
          let given = variables.compactMap { inputNumbers[$0] }
          guard let product = Angle(parameters: trained, inputs: given) else {
            throw InterchangeError(
              "\(name):\(operation.line)",
              "\(variables.map { self.variables[$0] }.joined(separator: "*")) is a product of two trainable parameters; name one as an input"
            )
          }
          angles.append(product)
        }
      }
      circuit.append(Circuit.Operation(operation.gate, angles, on: operation.qubits))
    }
    return circuit
  }

  /// Which variables are which inputs.
  private func inputNumbers(
    of inputs: [String], used: Set<Int>
  ) throws(InterchangeError) -> [Int: Int] {
    var numbers: [Int: Int] = [:]
    for (number, input) in inputs.enumerated() {
      guard let variable = variables.firstIndex(of: input) else {
        let few = variables.prefix(8).joined(separator: ", ")
        let list = variables.count > 8 ? few + ", ..." : variables.isEmpty ? "none" : few
        throw InterchangeError(name, "there is no input \(input); known: \(list)")
      }
      guard used.contains(variable) else {
        throw InterchangeError(name, "the input \(input) is used by no gate; do not name it")
      }
      guard numbers.updateValue(number, forKey: variable) == nil else {
        throw InterchangeError(name, "the input \(input) is named twice")
      }
    }
    return numbers
  }

  /// The numbers that the program says for the parameters of the circuit whose rotations are trained; `nil` for its
  /// variables, `[parameters]`.
  public func writtenAngles(inputs: [String]) -> [Double?] {
    let unwritten = usedVariables.filter { !inputs.contains(variables[$0]) }.map { _ in Double?.none
    }
    return unwritten
      + operations.flatMap(\.angles).compactMap { angle in
        if case .constant(let value) = angle { .some(value) } else { nil }
      }
  }

  private var usedVariables: Set<Int> {
    Set(
      operations.flatMap(\.angles).flatMap { angle in
        if case .product(let variables) = angle { variables } else { [Int]() }
      })
  }
}

extension Angle {
  /// The product of these, one or two; `nil` of two parameters.
  fileprivate init?(parameters: [Int], inputs: [Int]) {
    switch (parameters.count, inputs.count) {
    case (1, 0): self = .parameter(parameters[0])
    case (0, 1): self = .input(inputs[0])
    case (1, 1): self = .scaledInput(parameter: parameters[0], input: inputs[0])
    case (0, 2): self = .inputProduct(inputs[0], inputs[1])
    default: return nil
    }
  }
}
