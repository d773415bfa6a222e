import Foundation
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

/// Made by `Scripts/golden/qiskit_devices.py`.
struct DeviceErrorsFile: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let device, gate: String
    let qubits: [Int]
    /// In seconds.
    let error, length: Double
    let t1, t2: [Double?]
    /// Row, column and value of what is not zero in the Pauli transfer matrix; digits of base 4 stand for I, X, Y, Z, the first qubit's
    /// the lowest.
    let matrix: [[Double]]
    var testDescription: String { "\(gate) \(qubits) of \(device)" }
  }
  let cases: [Case]
}

@Suite struct DeviceNoiseTests {
  /// What errors do to products of Pauli operators, `[4^m][4^m]`.
  private func transferMatrix(_ steps: [NoisyCircuit.Step], qubitCount: Int) -> [[Double]] {
    let size = 1 << (2 * qubitCount)
    var matrix = (0..<size).map { row in (0..<size).map { row == $0 ? 1.0 : 0 } }
    func apply(_ map: (_ row: Int, _ values: [[Double]]) -> [Double]) {
      matrix = matrix.indices.map { map($0, matrix) }
    }
    for step in steps {
      switch step {
      case .channel(let channel, let qubit):
        let bloch = channel.blochMap
        apply { row, values in
          switch row >> (2 * qubit) & 3 {
          case 0: return values[row]
          case 1: return values[row].map { bloch.x * $0 }
          case 2: return values[row].map { bloch.y * $0 }
          default:
            // The identity's part becomes one of Z.
            return zip(values[row], values[row - 3 << (2 * qubit)]).map {
              bloch.z * $0 + bloch.shift * $1
            }
          }
        }
      case .jointDepolarizing(let probability, _):
        let share = 1 - probability * Double(size) / Double(size - 1)
        apply { row, values in row == 0 ? values[row] : values[row].map { share * $0 } }
      case .gate, .rotation: Issue.record("a gate among errors")
      }
    }
    return matrix
  }

  @Test(
    .tags(.golden),
    arguments: try golden("device_errors", as: DeviceErrorsFile.self, in: .module).cases)
  func errorsAreThoseOfQiskitAer(golden: DeviceErrorsFile.Case) {
    let qubits = zip(golden.t1, golden.t2).map { t1, t2 in
      Device.Qubit(
        t1: t1 ?? .infinity, t2: t2 ?? .infinity, readout: .none,
        pulses: [.sx: .ideal, .x: .ideal])
    }
    let device = Device(name: "golden", qubits: qubits, couplings: [])
    let steps = device.errors(
      Device.Calibration(error: golden.error, length: golden.length), on: qubits,
      Array(qubits.indices))
    let matrix = transferMatrix(steps, qubitCount: qubits.count)
    var expected = matrix.map { $0.map { _ in 0.0 } }
    for entry in golden.matrix { expected[Int(entry[0])][Int(entry[1])] = entry[2] }
    // Rounding where Aer adds up Kraus operators.
    for (row, values) in zip(matrix, expected).enumerated().map({ ($0, $1) }) {
      for (value, other) in zip(values.0, values.1) {
        #expect(abs(value - other) < 1e-10, "row \(row)")
      }
    }
  }

  @Test func errorsFollowTheGatesThatMakeThem() throws {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.ry, .input(0), on: 0)
    circuit.append(.cx, on: 0, 1)
    let compiled = try DeviceCircuit(
      VariationalCircuit(circuit, measuring: PauliString.z(of: [1])), on: .line(.cx, 2))
    let noisy = compiled.noisy
    // Each pulse relaxes its qubit and each gate of two qubits both; rotations about Z are followed by none.
    var last: NoisyCircuit.Step?
    var (gates, relaxations, depolarizings) = (0, 0, 0)
    for step in noisy.steps {
      switch step {
      case .gate: gates += 1
      case .channel(.thermalRelaxation, _): relaxations += 1
      case .channel, .jointDepolarizing:
        depolarizings += 1
        if case .rotation = last { Issue.record("an error after a rotation about Z") }
      case .rotation: break
      }
      last = step
    }
    #expect(gates == compiled.pulseCount + compiled.entanglerCount)
    #expect(relaxations == compiled.pulseCount + 2 * compiled.entanglerCount)
    #expect(depolarizings == gates)
    #expect(noisy.readout == compiled.physicalQubits.map { compiled.device.qubits[$0].readout })
    #expect(noisy.measurement == compiled.measurement && noisy.inputCount == 1)
  }

  @Test(.tags(.reference)) func noisyCircuitsGiveWhatDensityMatricesDo() throws {
    for (index, device) in Device.ofAllKinds.enumerated() {
      var stream = RandomStream(seed: UInt64(index), name: "noise of devices")
      let circuit = randomCircuit(
        qubitCount: 3, depth: 6, gates: [.ry, .crx, .cx, .rzz, .u], from: &stream)
      for measurement in randomMeasurements(qubitCount: 3, from: &stream) {
        let inputs = randomInputs(of: circuit, sampleCount: 1, from: &stream)
        let parameters = randomNumbers(circuit.parameterCount, from: &stream)
        let noisy = device.applied(to: VariationalCircuit(circuit, measuring: measurement))
        let expected = noisy.denseOutputs(
          of: Circuit(qubitCount: noisy.qubitCount), inputs: inputs, parameters: parameters)
        let outputs = noisy.outputs(inputs: inputs, parameters: parameters, sampleCount: 1)
        // Rounding in a hundred gates.
        for (output, value) in zip(outputs, expected) {
          #expect(abs(output - value) < 1e-9, "device \(index)")
        }
      }
    }
  }

  /// Folding undoes and redoes parts of gates too.
  @Test func foldedGatesAreUndoneAndDoneAgain() throws {
    let rotation = PauliRotation([0: .z], AngleSum(.input(0), times: 0.5))
    var circuit = Circuit(qubitCount: 1)
    circuit.append(.ry, .input(0), on: 0)
    let noisy = NoisyCircuit(
      VariationalCircuit(circuit, measuring: PauliString.z(of: [0])),
      steps: [.rotation(rotation), .channel(.bitFlip(probability: 0.1), qubit: 0)],
      readout: [.none])
    let flip = NoisyCircuit.Step.channel(.bitFlip(probability: 0.1), qubit: 0)
    #expect(
      noisy.folded(3).steps
        == [
          .rotation(rotation), flip, .rotation(rotation.inverse), flip, .rotation(rotation), flip,
        ])
    #expect(rotation.inverse.inverse == rotation && rotation.inverse != rotation)
    #expect(noisy.scaled(by: 2).steps[0] == .rotation(rotation))
  }
}
