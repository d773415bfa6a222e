import QuantumSimulation
import Testing

@testable import Experiments

@Suite struct DeviceEstimateTests {
  /// Six qubits in a line with errors of 1 % and 0.1 %.
  private func device(circuitsPerJob: Int? = 100, delay: Double? = 200e-6) -> Device {
    let qubit = Device.Qubit(
      t1: 1e-4, t2: 1e-4, readout: ReadoutError(probability: 0.02), readoutLength: 5e-6,
      pulses: [
        .sx: Device.Calibration(error: 0.001, length: 40e-9),
        .x: Device.Calibration(error: 0.001, length: 40e-9),
      ])
    let couplings = (1..<6).map {
      Device.Coupling(.cz, $0 - 1, $0, Device.Calibration(error: 0.01, length: 300e-9))
    }
    return Device(
      name: "line", qubits: Array(repeating: qubit, count: 6), couplings: couplings,
      repetitionDelay: delay, circuitsPerJob: circuitsPerJob)
  }

  private func student(_ measure: MeasurementPlan, frozen: Bool = false) throws -> SavedStudent {
    // One RY embedding and one RX parameter a qubit, and a ring of CNOTs.
    try sampleStudent(
      [
        .circuit(
          CircuitPlan(
            ansatz: AnsatzPlan(name: .basicEntangler, layers: 1), measure: measure, frozen: frozen)
        ),
        .dense(units: .classes),
      ], inputCount: 3)
  }

  @Test func countsAreThoseOfTheCircuitAndItsTraining() throws {
    let estimate = try DeviceEstimate(
      of: try student(.z([0, 1, 2])), on: device(), shots: 1000, sampleCount: 70,
      jobOverhead: 3)
    let circuit = try #require(estimate.circuits.first)
    #expect(estimate.circuits.count == 1 && circuit.layer == 0)
    #expect(
      circuit.ideal.qubits == 3 && circuit.ideal.oneQubitGates == 6
        && circuit.ideal.twoQubitGates == 3)
    #expect(circuit.onDevice.qubits == 3 && circuit.onDevice.twoQubitGates >= 3)
    let gates = circuit.onDevice
    // Errors are alike everywhere, so fidelities follow from the counts.
    #expect(
      abs(
        circuit.gateFidelity
          - power(0.999, gates.oneQubitGates) * power(0.99, gates.twoQubitGates)) < 1e-12)
    #expect(abs(circuit.readoutFidelity - power(0.98, 3)) < 1e-12)
    #expect(
      abs(circuit.fidelity - circuit.gateFidelity * circuit.readoutFidelity) < 1e-15)
    // Two runs for each of three parameters; inputs need none, for nothing before is trained.
    #expect(estimate.trainingCircuitsPerSample == 7)
    let prediction = estimate.prediction
    #expect(prediction.circuits == 1 && prediction.shots == 1000 && prediction.jobs == 1)
    let expected: Double = 3 + 1000 * (205e-6 + circuit.gateSeconds)
    #expect(abs(prediction.seconds - expected) < 1e-9)
    let epoch = try #require(estimate.epoch)
    // Two whole batches of 32: 224 circuits each, of which 100 fit a job.
    #expect(epoch.steps == 2 && epoch.work.circuits == 448 && epoch.work.shots == 448_000)
    #expect(epoch.work.jobs == 6 && epoch.epochs == 3)
  }

  @Test func basesAndDerivativesByInputsMultiply() throws {
    let paulis = ["X0", "Z0", "Z1", "X0Z1"].map { PauliString($0)! }
    let plain = try DeviceEstimate(
      of: try student(.paulis(paulis)), on: device(), shots: 10, jobOverhead: 0)
    #expect(plain.circuits[0].measurementBases == 2 && plain.prediction.circuits == 2)
    #expect(plain.trainingCircuitsPerSample == 14 && plain.epoch == nil)
    let frozen = try DeviceEstimate(
      of: try student(.paulis(paulis), frozen: true), on: device(), shots: 10, jobOverhead: 0)
    #expect(frozen.trainingCircuitsPerSample == 2)
    // The paper's student: a dense layer before the circuit makes derivatives by the four inputs necessary.
    let paper = try DeviceEstimate(
      of: try sampleStudent(), on: device(), shots: 10, jobOverhead: 0)
    #expect(paper.trainingCircuitsPerSample == 1 + 2 * (4 + 60))
  }

  @Test func whatTheDeviceDoesNotSayIsAssumed() throws {
    let unknown = try DeviceEstimate(
      of: try student(.z([0])), on: device(circuitsPerJob: nil, delay: nil), shots: 1,
      jobOverhead: 0
    ).assumptions
    #expect(!unknown.isRepetitionDelayKnown && unknown.repetitionDelaySeconds == 250e-6)
    #expect(!unknown.isCircuitsPerJobKnown && unknown.circuitsPerJob == 300)
    let known = try DeviceEstimate(
      of: try student(.z([0])), on: device(), shots: 1, jobOverhead: 0
    ).assumptions
    #expect(known.isRepetitionDelayKnown && known.repetitionDelaySeconds == 200e-6)
    #expect(known.isCircuitsPerJobKnown && known.circuitsPerJob == 100)
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }
}
