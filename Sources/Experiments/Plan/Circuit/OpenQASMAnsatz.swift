import FileFormats
import Interchange
import QuantumSimulation

/// An ansatz that is written in OpenQASM. It holds the program itself, so that a plan or a saved student needs no file.
public struct OpenQASMAnsatz: Sendable, Hashable {
  /// The program.
  public let text: String
  /// The program's variables that are a sample's inputs, in their order; the others are trained.
  public let inputs: [String]
  /// What is trained beside the program's variables.
  public let trainable: Trainable
  /// The circuit.
  public let circuit: Circuit
  /// The numbers that the program says for the parameters, `[parameters]`; `nil` for its variables.
  public let writtenAngles: [Double?]

  /// What is trained.
  public enum Trainable: String, PlanName {
    /// The variables of the program: `input float[64] theta;`.
    case variables
    /// Also every number that a gate turns by.
    case rotations

    /// `choice of what is trainable`
    public static let kind = "choice of what is trainable"
  }

  /// Longer programs than this are refused: a plan holds them.
  static let sizeLimit = 1 << 18

  /// An ansatz of a program.
  ///
  /// - Parameters:
  ///   - text: the program, of at most 256 KiB.
  ///   - name: what errors call it.
  ///   - inputs: the program's variables that are a sample's inputs, in their order; the others are trained.
  ///   - trainable: whether numbers that gates turn by are trained too; by default variables alone are.
  /// - Throws: `InterchangeError`, with the line, for what cannot be read, and for a program that is too long.
  public init(
    _ text: String, name: String = "openqasm", inputs: [String] = [],
    trainable: Trainable = .variables
  ) throws(InterchangeError) {
    guard text.utf8.count <= Self.sizeLimit else {
      throw InterchangeError(name, "the program has more than \(Self.sizeLimit) bytes")
    }
    let program = try OpenQASMProgram(text, name: name)
    self.text = text
    self.inputs = inputs
    self.trainable = trainable
    let trains = trainable == .rotations
    circuit = try program.circuit(inputs: inputs, trainsRotations: trains)
    writtenAngles = trains ? program.writtenAngles(inputs: inputs) : circuit.unwrittenAngles
  }

  /// The program in a file, or one that stands there itself: what has a semicolon is no file's name.
  ///
  /// - Parameter readsFiles: whether there may be a file. What was saved names none.
  static func text(
    _ source: String, readsFiles: Bool
  ) throws(FileError) -> (text: String, name: String) {
    guard !source.contains(";") && !source.contains("\n") else { return (source, "openqasm") }
    guard readsFiles else {
      throw FileError(
        badContentsOf: "openqasm", reason: "there should be a program, not a file's name")
    }
    let contents = try FileContents(of: source, limit: sizeLimit)
    guard let text = String(validating: contents.bytes, as: UTF8.self) else {
      throw FileError(badContentsOf: source, reason: "not UTF-8 text: this is no OpenQASM")
    }
    return (text, contents.name)
  }
}

extension Circuit {
  fileprivate var unwrittenAngles: [Double?] { Array(repeating: nil, count: parameterCount) }
}
