import ArgumentParser
import Experiments
import Reports

/// `qdistill estimate`: what a saved student costs on a device.
struct Estimate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a saved student costs on a device: qubits, gates, fidelity, shots, time.",
    usage: "qdistill estimate <model> --device <name|props.json> [<options>]",
    discussion: """
      The student's circuits are made of the device's own gates, on the qubits whose calibrated errors are the least, \
      with swaps where qubits that act on each other are not neighbours. Gates from which nothing reaches a measured \
      qubit are left out. Devices come by name from the Python package qiskit-ibm-runtime (pip install \
      qiskit-ibm-runtime), found through VIRTUAL_ENV, the python3 on the PATH or its folder of backends in \
      QDISTILL_QISKIT_BACKENDS; a name that does not exist lists those that do. Or they come as a file that you have \
      downloaded: the backend's properties as JSON (props.json), its configuration (conf.json) beside it.

      Times are rough, and what they assume is printed. Nothing is sent to anybody.

      Examples:
        qdistill estimate qdistill-runs/extended-xor/students/hybrid-74/distilled --device fake_manila
        qdistill estimate student --device props.json --shots 4096 --json
      """)

  @OptionGroup var model: ModelArgument
  @OptionGroup var device: DeviceOption

  @Option(parsing: .unconditional, help: "Shots of each circuit.")
  var shots = 1024

  @Option(
    parsing: .unconditional,
    help: "How many samples an epoch of training has. (default: as many as the student learnt from)"
  )
  var rows: Int?

  @Option(
    name: .customLong("job-overhead"), parsing: .unconditional,
    help: ArgumentHelp("What a job takes beside its shots: an assumption.", valueName: "seconds"))
  var jobOverhead = 2.0

  @Flag(help: "JSON on standard output.")
  var json = false

  func validate() throws {
    guard (1...1_000_000).contains(shots) else {
      throw ValidationError("--shots \(shots): it must be 1 to 1000000")
    }
    if let rows, !(1...10_000_000).contains(rows) {
      throw ValidationError("--rows \(rows): it must be 1 to 10000000")
    }
    guard (0...86_400).contains(jobOverhead) else {
      throw ValidationError("--job-overhead \(jobOverhead): it must be 0 to 86400 seconds")
    }
  }

  func run() throws {
    let student = try model.student()
    guard student.outline.contains(where: { $0.circuit != nil }) else {
      throw ValidationError(
        "\(student.name) has no circuit: it needs no device; choose a student with one")
    }
    let estimate = try DeviceEstimate(
      of: student, on: try device.load(), shots: shots, sampleCount: rows,
      jobOverhead: jobOverhead)
    try StandardStreams.writeOutput(
      json ? try estimate.json() : estimate.terminalText(width: StandardStreams.outputWidth))
  }
}
