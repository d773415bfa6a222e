import QuantumSimulation
import Testing

@testable import Interchange

@Suite struct OpenQASMWriterTests {
  private static var circuit: Circuit {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.ry, .input(0), on: 0)
    circuit.append(.crx, .scaledInput(parameter: 0, input: 0), on: 0, 1)
    circuit.append(.rzz, .parameter(1), on: 0, 1)
    circuit.append(.rz, 1e-7, on: 1)
    return circuit
  }

  @Test func thePortableDialectDefinesAllThatItUses() throws {
    let text = try OpenQASMWriter(.version3(.portable), comments: ["why"]).text(of: Self.circuit)
    #expect(
      text == """
        OPENQASM 3.0;
        // why
        gate ry(alpha) a { U(alpha, 0, 0) a; }
        gate h a { U(pi/2, 0, pi) a; }
        gate rz(alpha) a { U(0, 0, alpha) a; }
        gate cz a, b { ctrl @ U(0, 0, pi) a, b; }
        gate cx a, b { h b; cz a, b; h b; }
        gate crz(alpha) a, b { rz(0.5*alpha) b; cx a, b; rz(-0.5*alpha) b; cx a, b; }
        gate crx(alpha) a, b { h b; crz(alpha) a, b; h b; }
        input float[64] x00;
        input float[64] w00;
        input float[64] w01;
        qubit[2] q;
        ry(x00) q[0];
        crx(w00*x00) q[0], q[1];
        cx q[0], q[1];
        rz(w01) q[1];
        cx q[0], q[1];
        rz(1.0e-07) q[1];

        """)
  }

  @Test func version2HasPlainNumbersAndTheGatesOfItsLibrary() throws {
    let bound = Self.circuit.bound(inputs: [0.5], parameters: [2, -0.25])
    let text = try OpenQASMWriter(.version2, measures: true).text(of: bound)
    #expect(
      text == """
        OPENQASM 2.0;
        include "qelib1.inc";
        qreg q[2];
        creg c[2];
        ry(0.5) q[0];
        h q[1];
        crz(1.0) q[0], q[1];
        h q[1];
        cx q[0], q[1];
        rz(-0.25) q[1];
        cx q[0], q[1];
        rz(1.0e-07) q[1];
        measure q[0] -> c[0];
        measure q[1] -> c[1];

        """)
  }

  @Test func eachReaderHasItsOwnNames() throws {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.sdg, on: 0)
    circuit.append(.cx, on: 0, 1)
    circuit.append(.rxx, 0.5, on: 0, 1)
    func lines(_ dialect: OpenQASM3Dialect) throws -> [String] {
      let text = try OpenQASMWriter(.version3(dialect)).text(of: circuit)
      return Array(text.split(separator: "\n").drop { !$0.hasPrefix("qubit") }.dropFirst()).map {
        String($0)
      }
    }
    #expect(try lines(.braket) == ["si q[0];", "cnot q[0], q[1];", "xx(0.5) q[0], q[1];"])
    #expect(try lines(.qiskit) == ["sdg q[0];", "cx q[0], q[1];", "rxx(0.5) q[0], q[1];"])
    #expect(try lines(.pennylane).count == 9)
  }

  @Test func namesSortAsTheirNumbersDo() {
    var circuit = Circuit(qubitCount: 1)
    circuit.append(.rx, .parameter(100), on: 0)
    let names = VariableNames(of: circuit).parameters
    #expect(names == names.sorted() && names.first == "w000" && names.last == "w100")
  }

  @Test func whatCannotBeWrittenIsAnErrorOfOneLine() throws {
    var large = Circuit(qubitCount: 12)
    large.append(.mcx(controlCount: 11), on: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
    let cases: [(OpenQASMWriter, Circuit, String)] = [
      (
        OpenQASMWriter(.version2), Self.circuit,
        "OpenQASM 2: it has no inputs; bind the circuit to a sample first, or write OpenQASM 3"
      ),
      (
        OpenQASMWriter(.version3(.pennylane), measures: true), Self.circuit,
        "the dialect pennylane: PennyLane takes no measurements of a program; leave them out"
      ),
      (
        OpenQASMWriter(.version3(.portable)), large,
        "the gate c11x: with more than 10 controls it is too long to be written; make it of smaller ones"
      ),
    ]
    for (writer, circuit, message) in cases {
      let error = #expect(throws: InterchangeError.self) { try writer.text(of: circuit) }
      #expect(error?.description == message)
    }
  }
}
