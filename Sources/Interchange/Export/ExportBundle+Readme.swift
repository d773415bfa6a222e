import QuantumSimulation

// The README.md of a bundle: how to run it here, and on a device.

extension ExportBundle {
  /// The contents of `README.md`.
  var readme: String {
    """
    # \(student.plainName), for \(target.title)

    A student that `qdistill` trained: \(layerText), and all that is needed to run it.

        pip install \(target == .numPy ? "" : "numpy ")\(target.packages)
        python self_check.py                # exits 0 if it gives here what it gave where it was exported
        python -c '\(example)'

    In Python `student.logits(features)`, `student.probabilities(features)` and `student.predict(features)` take
    samples `[samples, \(featureText)]` as data have them, before any scaling.

    | file | |
    |---|---|
    | `student.py` | features in; logits, probabilities or class names out |
    | `classical.py` | transforms of features, dense layers, softmax: NumPy |
    \(circuitFiles)
    | `student.json` | what the student consists of: transforms, layers, observables, class names |
    | `weights.json` | its trained numbers, by layer\(target.isBound ? "; those of circuits are in the programs" : "") |
    | `expected.json` | \(rowCount) rows with the probabilities that must come out, and the files' SHA-256 |
    | `self_check.py` | runs the rows, prints the largest difference, exits 1 above 1e-6 or after changes |

    Bit order: \(Self.bitOrder). Rotations are exp(-i angle P / 2), in radians.

    \(sections.joined(separator: "\n\n"))

    """
  }

  private var circuitFiles: String {
    guard target.format != nil else {
      let simulator =
        target == .numPy
        ? "\n| `simulator.py` | a circuit, gate by gate, for many samples at once |" : ""
      return "| `circuits.py` | the circuits |\n| `run_circuit.py` | runs them |" + simulator
    }
    let what = target.isBound ? "the circuits, one for each row" : "the circuits"
    return "| `*.qasm` | \(what) |\n| `run_circuit.py` | runs them |"
  }

  private var layerText: String {
    student.layers.map { layer in
      switch layer {
      case .dense(let weights, _, let activation):
        "dense \(weights.count) to \(weights.first?.count ?? 0)\(activation.map { ", \($0)" } ?? "")"
      case .scale: "scale"
      case .circuit(let circuit, let angles, _):
        "a circuit of \(circuit.circuit.qubitCount) qubits with \(angles.count) trained angles"
      }
    }.joined(separator: "; ")
  }

  /// As many qubits as the largest circuit has.
  private var qubitCount: Int {
    student.layers.map { layer in
      if case .circuit(let circuit, _, _) = layer { circuit.circuit.qubitCount } else { 0 }
    }.max() ?? 0
  }

  private var featureText: String { "\(featureCount) features" }

  /// A line of Python that predicts something: what is bound to rows knows only these.
  private var example: String {
    guard !target.isBound else {
      return
        "import classical, student; print(student.predict(classical.read(\"expected.json\")[\"features\"]))"
    }
    let row =
      featureCount <= 8
      ? "[" + Array(repeating: "0.5", count: featureCount).joined(separator: ", ") + "]"
      : "[0.5] * \(featureCount)"
    return "import student; print(student.predict([\(row)]))"
  }

  private var sections: [String] {
    switch target {
    case .qiskit: [Self.qiskitDevice]
    case .pennyLane: [pennyLaneDevice, Self.pennyLaneTraining]
    case .braket: [Self.braketDevice]
    case .numPy: [Self.numPyDevice]
    case .openQASM2: [Self.boundPrograms, programDevice]
    case .openQASM3(_, isBound: true): [Self.boundPrograms, programDevice]
    case .openQASM3: [openPrograms, programDevice]
    }
  }

  private static let qiskitDevice = """
    ## On a device, with N shots

    The runner uses Qiskit's estimator interface, which devices have too:

        import run_circuit, student
        from qiskit.transpiler import generate_preset_pass_manager
        from qiskit_ibm_runtime import EstimatorV2, QiskitRuntimeService

        backend = QiskitRuntimeService().least_busy(operational=True, simulator=False)
        run_circuit.PASS_MANAGER = generate_preset_pass_manager(optimization_level=1, backend=backend)
        run_circuit.ESTIMATOR = EstimatorV2(mode=backend)
        run_circuit.ESTIMATOR.options.default_shots = 1000            # N
        print(student.predict(features))

    `python self_check.py aer` runs the check with Qiskit Aer. In `circuits.py` the angles are arguments: numbers, or a
    `ParameterVector`.
    """

  private var pennyLaneDevice: String {
    """
    ## On a device, with N shots

        import pennylane as qml
        import run_circuit, student

        run_circuit.DEVICE = qml.device("qiskit.remote", wires=\(qubitCount), backend=backend)   # or any other device
        run_circuit.SHOTS = 1000                                                     # N
        print(student.predict(features))

    Wires are the qubits' numbers. `python self_check.py lightning.qubit` runs the check with another simulator.
    """
  }

  private static let pennyLaneTraining = """
    ## Training on

    Gradients flow through all layers; the weights are a dictionary, `student.WEIGHTS`:

        from pennylane import numpy as np

        def loss(weights):
            probabilities = student.probabilities(features, weights)
            return -np.mean(np.log(probabilities[np.arange(len(labels)), labels]))

        gradient = qml.grad(loss, argnums=0)(student.WEIGHTS)
        better = {name: value - 0.1 * gradient[name] for name, value in student.WEIGHTS.items()}
    """

  private static let braketDevice = """
    ## On a device, with N shots

        import run_circuit, student
        from braket.aws import AwsDevice

        run_circuit.DEVICE = AwsDevice("arn:aws:braket:...")          # the device's name
        run_circuit.SHOTS = 1000                                      # N
        print(student.predict(features))

    Each observable is measured in N shots of its own. In `circuits.py` the angles are arguments: numbers, or `FreeParameter`s.
    """

  private static let numPyDevice = """
    ## On a device

    NumPy runs on none: `qdistill export MODEL --to qiskit`, `pennylane`, `braket`, `openqasm2` or `openqasm3` make
    what does.
    """

  private static let boundPrograms = """
    ## The programs

    Each is bound to a row of `expected.json`: plain numbers, nothing to be put in. Other rows:
    `qdistill export MODEL ROWS.csv ...`. `student.logits` knows the exported rows only.
    """

  private var openPrograms: String {
    """
    ## The programs

    Inputs `x00`, `x01`, ... are what goes into a circuit (for a state of amplitudes or bits: the angles of the rotations
    that make it, `classical.circuit_inputs`), `w00`, `w01`, ... its trained angles from `weights.json`. Read by:
    \(target.readers(ofMeasuredPrograms: measures).joined(separator: ", ")); `python self_check.py READER` checks with one of them.\(target == .openQASM3(.portable, isBound: false) ? Self.braketNote : "")
    """
  }

  private static let braketNote = """


    Amazon Braket reads these programs, but its local simulator (amazon-braket-default-simulator 1.41) computes what
    stands below `ctrl @` wrongly for some pairs of four or more qubits. `run_circuit.py` gives it matrices instead; for
    Braket alone `--dialect braket`, which needs no `ctrl @`, is the better choice.
    """

  private var programDevice: String {
    """
    ## On a device, with N shots

    \(measures
      ? "The programs measure every qubit, `q[k]` into `c[k]`."
      : "The programs do not measure; `qdistill export MODEL ... --measure` appends it, `q[k]` into `c[k]`.") Observables with X or
    Y are turned into Z by their last gates, so that bits tell everything. Run each with N shots, and count for every
    value of the bits, `c[0]` the lowest one, how often it came: `run_circuit.outputs_of_bits(layer, basis, counts)`,
    with `layer` of `student.json` and `basis` of its `programs`, makes the circuit's outputs of these counts.
    """
  }
}
