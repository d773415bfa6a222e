import QuantumSimulation

/// The versions of OpenQASM that are written.
public enum OpenQASMFormat: Sendable, Hashable {
  /// OpenQASM 2 with the gates of `qelib1.inc` as the language's paper has them (Cross et al. 2017): what every tool
  /// reads. It has no inputs: circuits are bound to numbers first.
  case version2
  /// OpenQASM 3, for these readers.
  case version3(OpenQASM3Dialect)
}

/// For which readers a program in OpenQASM 3 is written. They know different gates.
public enum OpenQASM3Dialect: String, Sendable, Hashable, CaseIterable {
  /// Qiskit, PennyLane and Braket alike: no library is included, and every gate is defined in the program.
  case portable
  /// Qiskit, with `stdgates.inc`.
  case qiskit
  /// Amazon Braket, with its names for gates.
  case braket
  /// PennyLane, with the gates that it has built in.
  case pennylane
}

extension OpenQASMFormat {
  /// The first lines of a program, before any comment.
  var heading: [String] {
    switch self {
    case .version2: ["OPENQASM 2.0;", "include \"qelib1.inc\";"]
    case .version3(.qiskit): ["OPENQASM 3.0;", "include \"stdgates.inc\";"]
    case .version3: ["OPENQASM 3.0;"]
    }
  }

  /// What the readers call a gate that they know; `nil` if it must be written with others.
  func knownName(of gate: Gate) -> String? {
    let name = gate.name
    switch self {
    case .version2: return Self.version2Names[name]
    case .version3(.portable): return nil
    case .version3(.qiskit): return Self.qiskitNames[name]
    case .version3(.braket): return Self.braketNames[name]
    case .version3(.pennylane): return Self.pennyLaneNames[name]
    }
  }

  /// Whether a gate that is not known is defined in the program; otherwise it is written with others wherever it acts.
  ///
  /// PennyLane 0.45 cannot run a gate that a program defines, and passes over definitions of those that it knows.
  func defines(_ gate: Gate) -> Bool {
    switch self {
    case .version2, .version3(.pennylane): false
    case .version3(.portable): Self.pennyLaneNames[gate.name] == gate.name
    case .version3(.qiskit), .version3(.braket): true
    }
  }

  /// The definition of a gate that all others can be made of, where nothing is known but `U` and `ctrl @`.
  ///
  /// Below `ctrl @` stands only U(0, 0, angle), which has the same phase in all versions of the language. PennyLane
  /// does not read these: it has gates of their names.
  static func basicDefinition(of gate: Gate) -> String? {
    switch gate {
    case .h: "gate h a { U(pi/2, 0, pi) a; }"
    case .x, .mcx(controlCount: 0): "gate x a { U(pi, 0, pi) a; }"
    case .y: "gate y a { U(pi, pi/2, pi/2) a; }"
    case .z: "gate z a { U(0, 0, pi) a; }"
    case .s: "gate s a { U(0, 0, pi/2) a; }"
    case .sdg: "gate sdg a { U(0, 0, -pi/2) a; }"
    case .t: "gate t a { U(0, 0, pi/4) a; }"
    case .tdg: "gate tdg a { U(0, 0, -pi/4) a; }"
    case .rx: "gate rx(alpha) a { U(alpha, -pi/2, pi/2) a; }"
    case .ry: "gate ry(alpha) a { U(alpha, 0, 0) a; }"
    case .rz: "gate rz(alpha) a { U(0, 0, alpha) a; }"
    case .p: "gate p(alpha) a { U(0, 0, alpha) a; }"
    case .cz: "gate cz a, b { ctrl @ U(0, 0, pi) a, b; }"
    case .cx, .mcx(controlCount: 1): "gate cx a, b { h b; cz a, b; h b; }"
    case .sx, .u, .cp, .crx, .cry, .crz, .ccx, .mcx, .swap, .rxx, .ryy, .rzz, .pauliRotation: nil
    }
  }

  /// What ``basicDefinition(of:)`` uses.
  static func basicNeeds(of gate: Gate) -> [Gate] {
    gate.name == "cx" ? [.h, .cz] : []
  }

  private static func same(_ names: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: names.split(separator: " ").map { (String($0), String($0)) })
  }

  private static let version2Names = same("h x y z s sdg t tdg rx ry rz cx cz ccx crz")
    .merging(["p": "u1", "u": "u3", "cp": "cu1"]) { $1 }
  private static let qiskitNames = same(
    "h x y z s sdg t tdg sx rx ry rz p cx cz cp crx cry crz ccx swap"
  ).merging(["u": "U"]) { $1 }
  private static let braketNames = same("h x y z s t rx ry rz cz swap").merging([
    "sdg": "si", "tdg": "ti", "sx": "v", "p": "phaseshift", "cx": "cnot", "cp": "cphaseshift",
    "ccx": "ccnot", "rxx": "xx", "ryy": "yy", "rzz": "zz", "u": "U",
  ]) { $1 }
  private static let pennyLaneNames = same(
    "h x y z s sdg t tdg sx rx ry rz p cx cz cp crx cry crz ccx swap"
  ).merging(["u": "u3"]) { $1 }
}
