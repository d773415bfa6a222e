import TestSupport
import Testing

@testable import QuantumSimulation

/// Made by `Scripts/golden/qiskit_device_circuits.py`.
struct DeviceCircuitsFile: Decodable {
  struct Calibration: Decodable, Sendable {
    let error, length: Double
  }
  struct Qubit: Decodable, Sendable {
    let t1, t2, oneGivenZero, zeroGivenOne: Double
    let pulses: [String: Calibration]
  }
  struct Coupling: Decodable, Sendable {
    let gate: String
    let qubits: [Int]
    let error, length: Double
  }
  struct Operation: Decodable, Sendable {
    let gate: String
    let qubits: [Int]
    let angle: Double
  }
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let device: String
    let qubits: [Qubit]
    let couplings: [Coupling]
    let operations: [Operation]
    let probabilities: [Double]
    var testDescription: String { device }
  }
  let cases: [Case]
}

@Suite struct DeviceCircuitGoldenTests {
  @Test(
    .tags(.golden),
    arguments: try golden("device_circuits", as: DeviceCircuitsFile.self, in: .module).cases)
  func circuitsOnDevicesAreReadAsInQiskitAer(golden: DeviceCircuitsFile.Case) throws {
    let device = Device(
      name: golden.device,
      qubits: try golden.qubits.map { qubit in
        var pulses: [Device.Pulse: Device.Calibration] = [:]
        for (name, calibration) in qubit.pulses {
          pulses[try #require(Device.Pulse(rawValue: name))] = Device.Calibration(
            error: calibration.error, length: calibration.length)
        }
        return Device.Qubit(
          t1: qubit.t1, t2: qubit.t2,
          readout: ReadoutError(
            oneGivenZero: qubit.oneGivenZero, zeroGivenOne: qubit.zeroGivenOne), pulses: pulses)
      },
      couplings: try golden.couplings.map {
        Device.Coupling(
          try #require(Device.Entangler(rawValue: $0.gate)), $0.qubits[0], $0.qubits[1],
          Device.Calibration(error: $0.error, length: $0.length))
      })
    let operations = try golden.operations.map { operation -> DeviceCircuit.Operation in
      let kind: DeviceCircuit.Operation.Kind =
        switch operation.gate {
        case "rz": .rz(AngleSum(operation.angle))
        case "u3": .u3(AngleSum(operation.angle))
        case "cx", "cz", "ecr":
          .entangler(try #require(Device.Entangler(rawValue: operation.gate)))
        default: .pulse(try #require(Device.Pulse(rawValue: operation.gate)))
        }
      return DeviceCircuit.Operation(kind: kind, qubits: operation.qubits)
    }
    let measured = VariationalCircuit(
      Circuit(qubitCount: golden.qubits.count),
      measuring: .probabilities(of: Array(golden.qubits.indices)))
    let noisy = DeviceCircuit(operations, of: measured, on: device).noisy
    let probabilities = noisy.outputs(inputs: [], parameters: [], sampleCount: 1)
    // Aer leaves out what is less likely than 1e-10, in each of some forty gates.
    for (probability, expected) in zip(probabilities, golden.probabilities) {
      #expect(abs(probability - expected) < 1e-8)
    }
  }
}
