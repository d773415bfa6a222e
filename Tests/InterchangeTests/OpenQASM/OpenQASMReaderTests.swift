import QuantumSimulation
import Testing

@testable import Interchange

@Suite struct OpenQASMReaderTests {
  private static func circuit(
    _ text: String, inputs: [String] = [], trainsRotations: Bool = false
  ) throws -> Circuit {
    try OpenQASMProgram(text, name: "c.qasm").circuit(
      inputs: inputs, trainsRotations: trainsRotations)
  }

  @Test func aPlainCircuitOfVersion2() throws {
    let text = """
      OPENQASM 2.0;
      include "qelib1.inc";
      // Two registers: their qubits are numbered one after the other.
      qreg a[2]; qreg b[2];
      creg c[2];
      gate pair(t, s) x, y { ry(t) x; cx x, y; u1(-s^2) y; }
      h a;                       /* on both */
      cx a, b;
      pair(pi/2, 0.5) b[1], a[0];
      u2(0, sin(pi/6)) b[0];
      barrier a, b[0];
      measure a -> c;
      """
    var expected = Circuit(qubitCount: 4)
    for qubit in 0..<2 { expected.append(.h, on: qubit) }
    for qubit in 0..<2 { expected.append(.cx, on: qubit, qubit + 2) }
    expected.append(.ry, .constant(.pi / 2), on: 3)
    expected.append(.cx, on: 3, 0)
    expected.append(.p, -0.25, on: 0)
    expected.append(.u, .constant(.pi / 2), 0, .constant(0.5), on: 2)
    #expect(areClose(everything(try Self.circuit(text)), everything(expected), 1e-15))
  }

  @Test func inputsAndTrainableVariables() throws {
    let text = """
      OPENQASM 3;
      const float[64] quarter = pi/4;
      input float[64] theta; input angle[32] x; input float[64] unused;
      qubit[2] q; bit[2] c;
      rx(theta) q[0];
      ry(x*theta) q[1];
      rz(x) q;
      rz(2*theta - x + quarter) q[0];
      cp(-theta) q[0], q[1];
      c = measure q;
      """
    let circuit = try Self.circuit(text, inputs: ["x"])
    #expect(circuit.parameterCount == 1 && circuit.inputCount == 1)
    for (theta, x) in [(0.3, 1.1), (-2.0, 0.4)] {
      var expected = Circuit(qubitCount: 2)
      expected.append(.rx, .constant(theta), on: 0)
      expected.append(.ry, .constant(x * theta), on: 1)
      expected.append(.rz, .constant(x), on: 0)
      expected.append(.rz, .constant(x), on: 1)
      expected.append(.rz, .constant(2 * theta - x + .pi / 4), on: 0)
      expected.append(.cp, .constant(-theta), on: 0, 1)
      #expect(
        areClose(everything(circuit, inputs: [x], parameters: [theta]), everything(expected), 1e-14)
      )
    }
    #expect(try Self.circuit(text, inputs: ["x"], trainsRotations: true).parameterCount == 2)
  }

  /// By minus its angle, every gate is undone.
  @Test(arguments: Gate.named.filter { $0.angleCount == 1 })
  func minusAVariableIsTheInverse(gate: Gate) throws {
    let qubits = (0..<gate.qubitCount).map { "q[\($0)]" }.joined(separator: ", ")
    let before = "input float[64] t; qubit[2] q; ry(0.7) q[0]; rx(1.1) q[1]; cx q[0], q[1]; "
    let circuit = try Self.circuit(
      before + "\(gate.name)(t) \(qubits); \(gate.name)(-t) \(qubits);")
    let expected = try Self.circuit(before)
    #expect(areClose(everything(circuit, parameters: [0.8]), everything(expected), 1e-14))
    let turned = try Self.circuit(before + "\(gate.name)(t) \(qubits);")
    #expect(!areClose(everything(turned, parameters: [0.8]), everything(expected), 1e-3))
  }

  /// Where its control is 1 it is the gate, where it is 0 nothing. What Qiskit makes of superpositions is compared by
  /// `Scripts/interop_check.py`.
  @Test(arguments: [
    "cy:y", "ch:h", "csx:sx", "cu3(0.3, 0.5, 0.7):u3(0.3, 0.5, 0.7)", "cu3(1, 1, 1):u3(1, 1, 1)",
    "cswap:swap", "ccz:cz",
  ])
  func controlledGatesOfTheLibrary(pair: String) throws {
    let names = pair.split(separator: ":").map(String.init)
    let targets =
      names[0].hasPrefix("cs") && names[0] != "csx" || names[0] == "ccz" ? "q[1], q[2]" : "q[1]"
    let start = "qubit[3] q; ry(0.4) q[1]; rx(0.9) q[1]; ry(1.3) q[2]; "
    for control in ["", "x q[0]; "] {
      let controlled = try Self.circuit(start + control + "\(names[0]) q[0], \(targets);")
      let plain = try Self.circuit(
        start + control + (control.isEmpty ? "" : "\(names[1]) \(targets);"))
      #expect(areClose(everything(controlled), everything(plain), 1e-14))
    }
  }

  /// A gate's parameters are angles, of whole numbers too.
  @Test(arguments: ["OPENQASM 2.0; qreg q[1];", "OPENQASM 3.0; qubit[1] q;"])
  func aWholeNumberIsAnAngleInADefinition(start: String) throws {
    let circuit = try Self.circuit(start + " gate g(t) a { rx(t/2) a; } g(1) q[0];")
    #expect(circuit.operations.map(\.angles) == [[0.5]])
  }

  /// Below a control, U(0, 0, angle) is a phase in every version of the language.
  @Test(arguments: ["0, 0", "0.0, 0", "0, 0.0", "0, 1 - 1"])
  func aControlledPhaseIsKnown(zeros: String) throws {
    let variable = try Self.circuit(
      "input float[64] x; qubit[2] q; ctrl @ U(\(zeros), x) q[0], q[1];")
    #expect(variable.operations.map(\.gate) == [.cp])
    let number = try Self.circuit("qubit[2] q; ctrl @ U(\(zeros), 0.7) q[0], q[1];")
    #expect(number.operations.map(\.gate) == [.cp])
  }

  @Test func aDefinitionCountsForWhatItDoesNotForItsName() throws {
    let honest = try Self.circuit(
      "input float[64] t; gate crx(b) c, d { h d; rz(b/2) d; cx c, d; rz(-b/2) d; cx c, d; h d; } qubit[2] q; crx(t) q[0], q[1];"
    )
    #expect(honest.operations.map(\.gate) == [.crx])
    let other = try Self.circuit("gate ry(t) a { rz(t) a; } qubit q; h q; ry(0.5) q;")
    #expect(other.operations.map(\.gate) == [.h, .rz])
    let modified = try Self.circuit(
      "qubit[3] q; h q; ctrl(2) @ x q[0], q[1], q[2]; inv @ s q[0]; inv @ rx(0.5) q[1];")
    #expect(modified.operations.map(\.gate) == [.h, .h, .h, .ccx, .sdg, .rx])
    #expect(modified.operations.last?.angles == [-0.5])
    // What the program makes of a name is not what its gate is below a modifier.
    let named = try Self.circuit(
      "gate cx a, b { z b; } qubit[2] q; cx q[0], q[1]; ctrl @ x q[0], q[1]; cy q[0], q[1];")
    #expect(named.operations.map(\.gate) == [.z, .cx, .sdg, .cx, .s])
  }

  @Test(
    arguments: [
      (
        "qubit q; foo q;",
        "c.qasm:1: unknown gate foo; define it in the program: gate foo a, b { ... }"
      ),
      ("qubit q;\n\nrx q;", "c.qasm:3: rx takes 1 angles, not 0"),
      ("qubit[2] q; cx q[0], q[0];", "c.qasm:1: cx acts twice on one qubit"),
      ("qubit[2] q; cx q[0];", "c.qasm:1: cx acts on 2 qubits, not 1"),
      ("qubit[2] q; x q[2];", "c.qasm:1: q[2]; its qubits are 0 to 1"),
      ("qubit[2] a; qubit[3] b; cx a, b;", "c.qasm:1: cx on registers of different sizes"),
      ("x q;", "c.qasm:1: there are no qubits q; declare them first"),
      ("qubit q; qubit q;", "c.qasm:1: q is declared twice"),
      ("qubit[21] q;", "c.qasm:1: 21 qubits; at most 20 are simulated"),
      ("OPENQASM 4.0;", "c.qasm:1: version 4.0; 2 and 3 are read"),
      (
        "include \"mine.inc\";",
        "c.qasm:1: include \"mine.inc\": only qelib1.inc and stdgates.inc are known; put its gates into the program"
      ),
      (
        "qubit q; bit c; if (c) x q;",
        "c.qasm:1: if is not read: a circuit here is gates, then at most measurements; take it out"
      ),
      (
        "qubit q; bit c; c = measure q;\nx q;",
        "c.qasm:2: x acts on qubit 0 after it was measured; measure at the end"
      ),
      (
        "input float[64] t; qubit q; rx(t/2) q;",
        "c.qasm:1: rx by 0.5 times a variable; only whole multiples up to 8 are read, so let the variable be the angle"
      ),
      (
        "input float[64] t; qubit q; rx(sin(t)) q;", "c.qasm:1: sin of a variable has no angle here"
      ),
      (
        "input float[64] t; qubit q; rx(t*t*t) q;",
        "c.qasm:1: an angle may be a sum of variables and of products of two, not more"
      ),
      (
        "input float[64] t; qubit q; rx(t*t) q;",
        "c.qasm:1: t*t is a product of two trainable parameters; name one as an input"
      ),
      (
        "OPENQASM 3; qubit q; rx(1/2) q;",
        "c.qasm:1: readers of OpenQASM 3 differ on whole numbers that do not divide; write 1.0/2 for a half"
      ),
      ("qubit q; rx(1/0) q;", "c.qasm:1: a division by 0"),
      ("qubit q; rx(ln(0)) q;", "c.qasm:1: the expression has no finite value"),
      (
        "qubit q; rx(pie) q;", "c.qasm:1: pie is no number, variable or function that is known here"
      ),
      ("gate g a { g a; } qubit q; g q;", "c.qasm:1: g is defined by itself, or too deeply"),
      ("gate g a { x b; } qubit q; g q;", "c.qasm:1: the gate g has no qubit b"),
      ("gate g a { x a;", "c.qasm:1: the gate's definition has no end"),
      (
        "qubit q; pow(2) @ x q;",
        "c.qasm:1: the modifier pow is not read; write the gate without it"
      ),
      (
        "gate sx a { t a; } qubit q; inv @ sx q;",
        "c.qasm:1: inv @ sx is not read; write it with other gates"
      ),
      ("qubit q; inv @ u2(1, 2) q;", "c.qasm:1: inv @ u2 is not read; write it with other gates"),
      ("qubit q; x q /* never", "c.qasm:1: this comment has no end"),
      ("qubit q; x q; \u{7}", "c.qasm:1: \\u{07} is no part of a circuit that can be read"),
      ("qubit q; x q", "c.qasm:1: the end, where ; should be"),
      ("qubit q;", "c.qasm: there is no gate in it"),
    ])
  func whatCannotBeReadIsAnErrorWithItsLine(text: String, message: String) {
    let error = #expect(throws: InterchangeError.self) { try Self.circuit(text) }
    #expect(error?.description == message)
  }

  /// Small programs that stand for endless work end soon.
  @Test(.timeLimit(.minutes(1)))
  func programsThatGrowWithoutEndAreRefused() {
    let doubling = (1...40).map { "gate g\($0) a { g\($0 - 1) a; g\($0 - 1) a; }" }
      .joined(separator: "\n")
    let programs = [
      "gate g0 a { }\n\(doubling)\nqubit q; g40 q;",
      "qubit q; rx(" + String(repeating: "(", count: 100_000) + "1"
        + String(repeating: ")", count: 100_000) + ") q;",
      "qubit q; rx(" + String(repeating: "-", count: 100_000) + "1) q;",
      (1...200).map { "gate g\($0) a { g\($0 - 1) a; }" }.joined()
        + "gate g0 a {} qubit q; g200 q;",
    ]
    for program in programs {
      #expect(throws: InterchangeError.self) { try OpenQASMProgram(program, name: "bomb") }
    }
  }
}
