import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import QuantumSimulation

@Suite struct DeviceCircuitTests {
  /// What the device measures against what the circuit is to give.
  private func check(
    _ circuit: VariationalCircuit, on device: Device, binding: Bool, _ comment: String,
    _ stream: inout RandomStream
  ) throws {
    let inputs = randomInputs(of: circuit.circuit, sampleCount: 1, from: &stream)
    let parameters = randomNumbers(circuit.parameterCount, from: &stream)
    let compiled = try DeviceCircuit(circuit, on: device, parameters: binding ? parameters : nil)
    let executed = compiled.executed(inputs: inputs, parameters: parameters)
    // Every gate is one that the device has, between qubits that it connects.
    for operation in executed.operations where operation.qubits.count == 2 {
      let places = operation.qubits.map { compiled.physicalQubits[$0] }
      #expect(
        device.couplings.contains { $0.first == places[0] && $0.second == places[1] }, "\(comment)")
    }
    // The readable engine is the dense one's equal, and does with more qubits.
    let expected = circuit.outputs(inputs: inputs, parameters: parameters, sampleCount: 1)
    let outputs = VariationalCircuit(executed, measuring: compiled.measurement)
      .outputs(
        inputs: Array(inputs.prefix(executed.inputCount)), parameters: [], sampleCount: 1)
    // Rounding in a few hundred gates.
    for (output, value) in zip(outputs, expected) {
      #expect(abs(output - value) < 1e-10, "\(comment)")
    }
  }

  @Test(.tags(.reference), arguments: Gate.representatives)
  func everyGateDoesTheSameOnEveryKindOfDevice(gate: Gate) throws {
    for (index, device) in Device.ofAllKinds.enumerated() {
      var stream = RandomStream(seed: UInt64(index), name: "gate on a device")
      let count = max(2, gate.qubitCount)
      var circuit = randomCircuit(
        qubitCount: count, depth: 3, gates: [.h, .u, .cx], from: &stream)
      for _ in 0..<2 {
        let angles = (0..<gate.angleCount).map { _ in
          randomAngle(inputCount: 2, parameterCount: 6, from: &stream)
        }
        let qubits = Array(stream.permutation(of: count).prefix(gate.qubitCount))
        circuit.append(Circuit.Operation(gate, angles, on: qubits))
      }
      // All that can be known of the state, or half of it where that is much.
      let observables = (0..<12).map { _ in randomPauliString(qubitCount: count, from: &stream) }
      for binding in [false, true] {
        try check(
          VariationalCircuit(circuit, measuring: observables), on: device, binding: binding,
          "\(gate) on device \(index)", &stream)
      }
    }
  }

  /// Neighbouring rotations about XX, YY and ZZ, in any order and either way around, take two or three gates together.
  @Test(
    .tags(.reference),
    arguments: [
      ([Gate.rxx], 2), ([.ryy], 2), ([.rzz], 2), ([.rxx, .rzz], 2), ([.rxx, .ryy], 2),
      ([.rzz, .ryy], 2), ([.rxx, .ryy, .rzz], 3), ([.rzz, .rxx, .ryy, .rzz], 3),
      ([.ryy, .ryy], 2),
    ])
  func interactionsOfAPairAreJoined(gates: [Gate], count: Int) throws {
    var stream = RandomStream(seed: 1, name: "interactions")
    var circuit = randomCircuit(qubitCount: 2, depth: 4, gates: [.u], from: &stream)
    for (index, gate) in gates.enumerated() {
      let qubits = index % 2 == 0 ? [0, 1] : [1, 0]
      circuit.append(Circuit.Operation(gate, [.parameter(index)], on: qubits))
    }
    let measured = VariationalCircuit(circuit, measuring: PauliString.all(on: [0, 1]))
    let device = Device.line(.cx, 2, bothWays: true)
    #expect(try DeviceCircuit(measured, on: device).entanglerCount == count)
    try check(measured, on: device, binding: false, "\(gates)", &stream)
  }

  @Test(.tags(.reference)) func randomCircuitsMeasureTheSame() throws {
    for seed in 0..<UInt64(60) {
      var stream = RandomStream(seed: seed, name: "circuits on devices")
      let qubitCount = 1 + stream.index(below: 4)
      let bits = stream.index(below: 4) == 0
      let circuit = randomCircuit(
        qubitCount: qubitCount, depth: stream.index(below: 25),
        preparation: bits ? .basis(inputs: 0..<1) : .groundState, from: &stream)
      for measurement in randomMeasurements(qubitCount: qubitCount, from: &stream) {
        try check(
          VariationalCircuit(circuit, measuring: measurement),
          on: Device.ofAllKinds[stream.index(below: Device.ofAllKinds.count)],
          binding: stream.index(below: 2) == 0, "seed \(seed)", &stream)
      }
    }
  }

  /// More qubits than placements are all looked at for.
  @Test(.tags(.reference)) func widerCircuitsMeasureTheSame() throws {
    for seed in 0..<UInt64(3) {
      var stream = RandomStream(seed: seed, name: "wide circuits on devices")
      let circuit = randomCircuit(
        qubitCount: 7, depth: 25, gates: [.ry, .cx, .rzz, .u], from: &stream)
      let device = Device.made(
        .ecr, [(0, 1), (1, 2), (3, 2), (3, 4), (5, 4), (2, 6), (6, 7), (7, 8)], qubitCount: 9)
      try check(
        VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<7)), on: device,
        binding: false, "seed \(seed)", &stream)
    }
  }

  @Test func rotationsTakeTwoPulsesAndWhatIsDiagonalNone() throws {
    var circuit = Circuit(qubitCount: 1)
    circuit.append(.rz, .input(0), on: 0)
    circuit.append(.ry, .parameter(0), on: 0)
    circuit.append(.t, on: 0)
    let measured = VariationalCircuit(circuit, measuring: PauliString.z(of: [0]))
    #expect(try DeviceCircuit(measured, on: .line(.cx, 2)).pulseCount == 2)
    circuit.append(.rx, .input(0), on: 0)
    let longer = VariationalCircuit(circuit, measuring: PauliString.z(of: [0]))
    #expect(try DeviceCircuit(longer, on: .line(.cx, 2)).pulseCount == 4)
    // With numbers, neighbours are merged.
    circuit = Circuit(qubitCount: 1)
    for _ in 0..<5 { circuit.append(.u, .parameter(0), .parameter(1), .parameter(2), on: 0) }
    let constant = VariationalCircuit(circuit, measuring: PauliString.z(of: [0]))
    #expect(try DeviceCircuit(constant, on: .line(.cx, 2)).pulseCount == 10)
    #expect(
      try DeviceCircuit(constant, on: .line(.cx, 2), parameters: [0.3, 0.4, 0.5]).pulseCount == 2)
  }

  @Test(arguments: [
    ([Gate.x], 1), ([.h, .h], 0), ([.h, .z, .h], 1), ([.sx, .sx], 1), ([.h, .s, .h], 1),
    ([.sx, .sx, .sx], 1), ([.x, .x], 0), ([.h, .t, .h], 2), ([.h, .t, .h, .t, .h], 2),
    ([.y, .x], 0),
  ])
  func runsOfFixedGatesAreAsShortAsTheyCanBe(gates: [Gate], pulses: Int) throws {
    var circuit = Circuit(qubitCount: 1)
    for gate in gates { circuit.append(gate, on: 0) }
    let measured = VariationalCircuit(circuit, measuring: [PauliString([0: .x])])
    #expect(try DeviceCircuit(measured, on: .line(.cx, 2)).pulseCount == pulses)
  }

  @Test func aStudentOfFourQubitsNeedsFewSwaps() throws {
    var circuit = Circuit(qubitCount: 4)
    circuit.append(AngleEmbedding(qubitCount: 4))
    circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
    let student = VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))
    let compiled = try DeviceCircuit(student, on: .line(.cx, 5, bothWays: true))
    #expect(compiled.swapCount > 0)
    #expect(compiled.entanglerCount <= 20 + 3 * compiled.swapCount)
    #expect(Set(compiled.physicalQubits).count == 4)
    #expect(compiled.gateFidelity > 0.5 && compiled.gateFidelity < 1)
  }

  @Test func theBestQubitsAreChosen() throws {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.ry, .input(0), on: 0)
    circuit.append(.cx, on: 0, 1)
    let pair = VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))
    // The first pair of a line has the best gates and reads best.
    #expect(try DeviceCircuit(pair, on: .line(.cz, 6)).physicalQubits.sorted() == [0, 1])
    var device = Device.line(.cz, 6)
    var couplings = device.couplings
    couplings[0].calibration.error = 1
    device = Device(name: "broken", qubits: device.qubits, couplings: couplings)
    #expect(try DeviceCircuit(pair, on: device).physicalQubits.sorted() == [1, 2])
  }

  @Test func whatCannotRunIsRefused() throws {
    func problem(_ circuit: VariationalCircuit, on device: Device) -> String? {
      do throws(DeviceError) {
        _ = try DeviceCircuit(circuit, on: device)
        return nil
      } catch {
        return error.description
      }
    }
    var wide = Circuit(qubitCount: 3)
    for qubit in 0..<3 { wide.append(.ry, .input(qubit), on: qubit) }
    let measured = VariationalCircuit(wide, measuring: PauliString.z(of: 0..<3))
    #expect(
      problem(measured, on: .line(.cx, 2))
        == "made: the circuit has 3 qubits, the device 2: choose a larger device")
    let apart = Device.made(.cx, [(0, 1), (2, 3)], qubitCount: 4)
    #expect(problem(measured, on: apart)?.contains("no 3 connected qubits") == true)
    var amplitudes = Circuit(qubitCount: 1)
    amplitudes.prepare(.amplitudes(inputs: 0..<2, padding: 0))
    #expect(
      problem(VariationalCircuit(amplitudes, measuring: PauliString.z(of: [0])), on: apart)?
        .contains("use an angle or basis embedding") == true)
  }
}
