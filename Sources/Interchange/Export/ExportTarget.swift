/// Where a student is taken.
public enum ExportTarget: Sendable, Hashable {
  /// Programs in OpenQASM 2, one for each row.
  case openQASM2
  /// Programs in OpenQASM 3, whose inputs are inputs, or are bound to rows.
  case openQASM3(OpenQASM3Dialect, isBound: Bool)
  /// A module of Python for each of these.
  case qiskit, pennyLane, braket
  /// A module of Python that needs nothing but NumPy.
  case numPy

  /// What the target is called for people.
  var title: String {
    switch self {
    case .openQASM2: "OpenQASM 2"
    case .openQASM3: "OpenQASM 3"
    case .qiskit: "Qiskit"
    case .pennyLane: "PennyLane"
    case .braket: "Amazon Braket"
    case .numPy: "NumPy"
    }
  }

  /// The programs' format, if circuits are written as programs; else the language that calls them.
  var format: OpenQASMFormat? {
    switch self {
    case .openQASM2: .version2
    case .openQASM3(let dialect, _): .version3(dialect)
    case .qiskit, .pennyLane, .braket, .numPy: nil
    }
  }

  /// Whether each circuit is written once for each row.
  var isBound: Bool {
    switch self {
    case .openQASM2, .openQASM3(_, isBound: true): true
    case .openQASM3, .qiskit, .pennyLane, .braket, .numPy: false
    }
  }

  /// The packages that read the programs, the first to be tried first.
  func readers(ofMeasuredPrograms areMeasured: Bool) -> [String] {
    switch self {
    case .openQASM2, .openQASM3(.qiskit, _): ["qiskit"]
    case .openQASM3(.pennylane, _): ["pennylane"]
    case .openQASM3(.braket, _): ["braket"]
    case .openQASM3(.portable, _):
      areMeasured ? ["qiskit", "braket"] : ["qiskit", "pennylane", "braket"]
    case .qiskit, .pennyLane, .braket, .numPy: []
    }
  }

  /// What `pip` installs to run the circuits.
  var packages: String {
    switch self {
    case .openQASM2, .qiskit: "qiskit"
    case .openQASM3(.portable, _), .openQASM3(.qiskit, _): "qiskit qiskit-qasm3-import"
    case .openQASM3(.pennylane, _): "pennylane 'openqasm3[parser]'"
    case .openQASM3(.braket, _), .braket: "amazon-braket-sdk"
    case .pennyLane: "pennylane"
    case .numPy: "numpy"
    }
  }

  /// The module that runs the circuits, and what it needs beside it.
  var runner: [(name: String, contents: [UInt8])] {
    switch self {
    case .openQASM2, .openQASM3: [("run_circuit.py", PackageResources.run_openqasm_py)]
    case .qiskit: [("run_circuit.py", PackageResources.run_qiskit_py)]
    case .pennyLane: [("run_circuit.py", PackageResources.run_pennylane_py)]
    case .braket: [("run_circuit.py", PackageResources.run_braket_py)]
    case .numPy:
      [
        ("run_circuit.py", PackageResources.run_numpy_py),
        ("simulator.py", PackageResources.simulator_py),
      ]
    }
  }
}
