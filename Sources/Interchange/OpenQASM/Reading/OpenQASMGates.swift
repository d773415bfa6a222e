import QuantumSimulation

/// The gates that programs may call without defining them.
enum OpenQASMGates {
  /// One of ours, by any of its names.
  static func gate(named name: String) -> Gate? { byName[name] }

  private static let byName: [String: Gate] = {
    var gates = Dictionary(uniqueKeysWithValues: Gate.named.map { ($0.name, $0) })
    let others: [String: Gate] = [
      "U": .u, "u3": .u, "u1": .p, "phase": .p, "phaseshift": .p, "CX": .cx, "cnot": .cx,
      "cu1": .cp, "cphase": .cp, "cphaseshift": .cp, "ccnot": .ccx, "si": .sdg, "ti": .tdg,
      "v": .sx,
      "xx": .rxx, "yy": .ryy, "zz": .rzz, "c3x": .mcx(controlCount: 3),
      "c4x": .mcx(controlCount: 4),
    ]
    gates.merge(others) { $1 }
    return gates
  }()

  /// What a locally defined gate of this name may turn out to be: also those whose names OpenQASM does not have.
  static func gateDefined(as name: String) -> Gate? {
    if let gate = gate(named: name) { return gate }
    let letters = name.dropFirst()
    if name.hasPrefix("r"), !letters.isEmpty {
      let paulis = letters.compactMap { Pauli(rawValue: String($0)) }
      if paulis.count == letters.count { return .pauliRotation(paulis) }
    }
    if name.hasPrefix("c"), name.hasSuffix("x"), let count = Int(name.dropFirst().dropLast()),
      count > 2
    {
      return .mcx(controlCount: count)
    }
    return nil
  }

  /// The gate that another one is below `ctrl @`, which has its control first.
  static let controlled = [
    "x": "cx", "cx": "ccx", "ccx": "c3x", "c3x": "c4x", "y": "cy", "z": "cz", "cz": "ccz",
    "h": "ch",
    "p": "cp", "rx": "crx", "ry": "cry", "rz": "crz", "swap": "cswap", "u": "cu3", "sx": "csx",
  ]

  /// What undoes a gate, if it is another one.
  static let inverses = [
    "s": "sdg", "sdg": "s", "t": "tdg", "tdg": "t", "sx": "sxdg", "sxdg": "sx",
  ]

  /// The others of `qelib1.inc` and `stdgates.inc`, and some that are often met, up to a global phase.
  static let library = """
    gate id a { }
    gate i a { }
    gate sxdg a { rx(-pi/2) a; }
    gate vi a { rx(-pi/2) a; }
    gate u2(phi, lambda) a { u(pi/2, phi, lambda) a; }
    gate cy a, b { sdg b; cx a, b; s b; }
    gate ch a, b { s b; h b; t b; cx a, b; tdg b; h b; sdg b; }
    gate csx a, b { h b; cp(pi/2) a, b; h b; }
    gate cswap a, b, c { cx c, b; ccx a, b, c; cx c, b; }
    gate ccz a, b, c { h c; ccx a, b, c; h c; }
    gate cu3(theta, phi, lambda) a, b {
      p((lambda + phi)/2) a; p((lambda - phi)/2) b; cx a, b;
      u(-theta/2, 0, -(phi + lambda)/2) b; cx a, b; u(theta/2, phi, 0) b;
    }
    gate cu(theta, phi, lambda, gamma) a, b { p(gamma) a; cu3(theta, phi, lambda) a, b; }
    gate rzx(theta) a, b { h b; rzz(theta) a, b; h b; }
    gate ecr a, b { rzx(pi/4) a, b; x a; rzx(-pi/4) a, b; }
    gate iswap a, b { s a; s b; h a; cx a, b; cx b, a; h b; }
    gate dcx a, b { cx a, b; cx b, a; }
    gate rccx a, b, c {
      h c; t c; cx b, c; tdg c; cx a, c; t c; cx b, c; tdg c; h c;
    }
    """
}
