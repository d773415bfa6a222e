import ArgumentParser
import Experiments
import FileFormats
import QuantumSimulation
import Reports

/// `qdistill draw`: a circuit as a picture, or as it is computed.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Draw a circuit, or show what it is compiled to.",
    usage: """
      qdistill draw <model> [--names] [--compiled] [<options>]
      qdistill draw --ansatz <name> --qubits <n> [--layers <l>] [<options>]
      """,
    discussion: """
      Draws every circuit of a saved student with its trained angles, in radians; or a circuit that is described.

      Qubit 0 is at the top. Parameters are θ0, θ1, ..., inputs x0, x1, ...; a rotation about several qubits stands \
      on the topmost one, with lines to the others. Pictures that are wider than the terminal go on below.

      With --format svg: one file for papers, slides and web pages, light or dark as its reader likes, no wider than \
      a page's text. Boxes of inputs are round.

      With --compiled: turns of qubits that have not met; then stages, each a permutation P of the basis states, \
      phases D = exp(-i/2 sum of angle x product of Zs) and rotations R about Y; then what is read for each output.

      Ansatzes: \(AnsatzPlan.Name.list).
      Embeddings: \(EmbeddingPlan.Name.list).

      Examples:
        qdistill draw runs/students/hybrid-74/distilled
        qdistill draw runs/students/hybrid-74/distilled --format svg \\
          --out hybrid-74.svg
        qdistill draw --ansatz strongly-entangling --qubits 4 --layers 2
        qdistill draw --ansatz qcnn --qubits 8 --layers 3 --embedding amplitude
        qdistill draw --ansatz real-amplitudes --qubits 4 --entanglement full \\
          --measure probabilities:0,1
        qdistill draw --ansatz sim-14 --qubits 4 --embedding angle --compiled
      """)

  /// What a drawing can be made of.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, svg
  }

  @Argument(help: ArgumentHelp("A saved student, in place of a description.", valueName: "model"))
  var model: String?

  @Flag(help: "A student's parameters by their names, not their values.")
  var names = false

  @Option(help: ArgumentHelp("The ansatz.", valueName: "name"))
  var ansatz: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many qubits there are.", valueName: "n"))
  var qubits: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many layers there are. (default: 1)", valueName: "l"))
  var layers: Int?

  @Option(
    help: ArgumentHelp(
      "Which qubits are joined, where the ansatz leaves a choice: linear, reverse-linear, ring or full.",
      valueName: "name"))
  var entanglement: String?

  @Option(
    help: ArgumentHelp("How inputs enter the circuit. (default: there are none)", valueName: "name")
  )
  var embedding: String?

  @Flag(help: "Inputs enter again before each layer.")
  var reupload = false

  @Option(
    help: ArgumentHelp(
      "What is measured: z:0,1 or probabilities:0,1 or paulis:X0Z1,Z2 or remaining, which is Z of all qubits, "
        + "or of those that pooling leaves. (default: remaining)",
      valueName: "what"))
  var measure: String?

  @Flag(help: "Show the stages that the circuit is compiled to.")
  var compiled = false

  @Option(help: "The format of the drawing: characters, or a picture.")
  var format = Format.text

  @OptionGroup var output: OutputOption

  func validate() throws {
    let description =
      ansatz != nil || qubits != nil || layers != nil || entanglement != nil
      || embedding != nil || reupload || measure != nil
    if model != nil && description {
      throw ValidationError("a saved student needs no description: give either one or the other")
    }
    if model == nil && (ansatz == nil || qubits == nil) {
      throw ValidationError("give a saved student's folder, or --ansatz and --qubits")
    }
    if names && (model == nil || compiled) {
      throw ValidationError("--names is for the pictures of a saved student")
    }
    if compiled && format == .svg {
      throw ValidationError("--compiled is a text: leave out --format svg")
    }
  }

  func run() throws {
    try output.write(try model.map(studentDrawing) ?? describedDrawing())
  }

  private func studentDrawing(_ model: String) throws -> String {
    let student = try SavedStudent(contentsOf: model)
    let labels = names ? ParameterLabels.names : .values
    switch format {
    case .text where compiled: return student.compiledCircuits(width: output.width)
    case .text: return student.circuitDrawings(labels, width: output.width)
    case .svg:
      guard let picture = student.circuitSVG(labels) else {
        throw FileError(
          badContentsOf: model, reason: "it has no circuit to draw: all its layers are classical")
      }
      return picture
    }
  }

  private func describedDrawing() throws -> String {
    let plan = try makePlan()
    let circuit: VariationalCircuit
    do {
      circuit = try plan.makeCircuit()
    } catch {
      // What is wrong came from the command line.
      throw ValidationError(error.problem)
    }
    let drawing = CircuitDrawing(circuit)
    switch format {
    case .text where compiled: return circuit.compiledDescription(width: output.width)
    case .text:
      return drawing.text(width: output.width) + "\n" + drawing.caption(width: output.width)
    case .svg: return drawing.svg(title: plan.summary)
    }
  }

  private func makePlan() throws -> CircuitPlan {
    let measure = measure ?? "remaining"
    guard let measurement = MeasurementPlan(measure) else {
      throw ValidationError(
        "--measure \(measure): it must be like z:0,1 or probabilities:0,1 or paulis:X0Z1,Z2, or remaining"
      )
    }
    do {
      return CircuitPlan(
        qubits: qubits, embedding: try embedding.map { EmbeddingPlan(try .init(named: $0)) },
        ansatz: AnsatzPlan(
          name: try .init(named: ansatz ?? ""), layers: layers ?? 1,
          entanglement: try entanglement.map { try Entanglement(named: $0) }),
        reupload: reupload, measure: measurement)
    } catch let error as UnknownName {
      throw ValidationError("\(error)")
    }
  }
}
