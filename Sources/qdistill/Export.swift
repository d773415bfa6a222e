import ArgumentParser
import Datasets
import Experiments
import FileFormats
import Interchange
import Tables

/// `qdistill export`: a saved student for another package.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take a saved student to Qiskit, PennyLane, Braket, NumPy or OpenQASM.",
    usage: "qdistill export <model> [<data>] --to <target> --out <folder> [<options>]",
    discussion: """
      Writes a folder: circuits, weights, the layers around circuits, class names, observables, the probabilities \
      that must come out on some rows, README.md, and self_check.py, which runs the student there and exits 0 if \
      its probabilities are those of here to 1e-6. The rows are those kept with the student, or the first of <data>, \
      which is read as by `predict`.

      In OpenQASM 3 inputs and trained angles are inputs of the programs; with --bind, and always in OpenQASM 2, \
      there is a program for each row.

      Examples:
        qdistill export runs/students/hybrid-74/distilled --to pennylane \\
          --out student && python3 student/self_check.py
        qdistill export runs/students/hybrid-74/distilled test.csv --to openqasm2 \\
          --rows 5 --measure --out programs
      """)

  /// The targets' names.
  enum Target: String, CaseIterable, ExpressibleByArgument {
    case openqasm2, openqasm3, qiskit, pennylane, braket, numpy
  }

  @OptionGroup var model: ModelArgument

  @Argument(
    help: ArgumentHelp(
      "Samples to export with the student, as for predict. (default: those kept with it)",
      valueName: "data"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Where it goes.", valueName: "target"))
  var to: Target

  @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var out: String

  @Option(
    help: ArgumentHelp(
      "For whom OpenQASM 3 is written; portable is for all three. (default: portable)",
      valueName: "reader"))
  var dialect: OpenQASM3Dialect?

  @Flag(help: "In OpenQASM 3: a program for each row, with plain numbers.")
  var bind = false

  @Flag(help: "In OpenQASM: measure all qubits at the end.")
  var measure = false

  @Option(help: ArgumentHelp("How many rows at most.", valueName: "n"))
  var rows = 20

  @OptionGroup var format: SampleFormatOptions

  func validate() throws {
    guard rows >= 1 else { throw ValidationError("--rows \(rows): at least 1 is needed") }
    if to != .openqasm3, dialect != nil || bind {
      throw ValidationError(
        "--\(bind ? "bind" : "dialect") is for --to openqasm3, not \(to.rawValue)")
    }
    if to != .openqasm2, to != .openqasm3, measure {
      throw ValidationError("--measure is for --to openqasm2 or openqasm3, not \(to.rawValue)")
    }
    guard !out.isEmpty else { throw ValidationError("--out: the folder needs a name, not \"\"") }
  }

  func run() throws {
    let student = try model.student()
    let files = try student.exportFiles(to: target, rows: try rowsOf(student), measures: measure)
    try OutputFolder.write(files, to: out)
    try StandardStreams.writeOutput(
      "\(student.name) for \(to.rawValue): \(files.count) files in \(out); check with: python3 \(out)/self_check.py\n"
    )
  }

  private func rowsOf(_ student: SavedStudent) throws -> Matrix {
    guard let data else {
      guard !student.samples.isEmpty else {
        throw ValidationError("\(model.model) keeps no samples: name a file of some")
      }
      let kept = student.exportedRows
      return kept.selecting(rows: Array(0..<min(rows, kept.rowCount)))
    }
    return try student.rowsToExport(try format.open(data, for: student), count: rows)
  }

  private var target: ExportTarget {
    switch to {
    case .openqasm2: .openQASM2
    case .openqasm3: .openQASM3(dialect ?? .portable, isBound: bind)
    case .qiskit: .qiskit
    case .pennylane: .pennyLane
    case .braket: .braket
    case .numpy: .numPy
    }
  }
}

extension OpenQASM3Dialect: ExpressibleByArgument {}
