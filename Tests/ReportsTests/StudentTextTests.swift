import Distillation
import Experiments
import QuantumSimulation
import TestSupport
import Testing

@testable import Reports

@Suite struct StudentTextTests {
  /// A student with circuits whose angles are easy to find.
  private func student(
    name: String = "pupil", frozen: Bool = false, circuitCount: Int = 1,
    execution: ExecutionPlan? = nil, measure: MeasurementPlan = .remaining
  ) throws -> SavedStudent {
    let circuit = CircuitPlan(
      embedding: .angle(axis: .y, scaling: .trainable),
      ansatz: AnsatzPlan(name: .basicEntangler, layers: 1), measure: measure, frozen: frozen)
    return try SavedStudent(
      name: name,
      interface: StudentInterface(
        inputCount: 2, featureNames: ["width", "height"], classNames: ["red", "green"]),
      layers: Array(repeating: .circuit(circuit), count: circuitCount)
        + [.dense(units: .classes)],
      parameters: (0..<circuitCount).flatMap { _ in [0.5, -1.25, 3, 123456] } + [1, 2, 3, 4, 5, 6],
      training: StudentTraining(
        version: "9.9", plan: "colours", seed: 4, choice: .bestOnValidation, seedCount: 30,
        objective: ObjectivePlan(
          name: "distilled",
          terms: [CrossEntropyTerm(weight: 1), LogitsTerm(weight: 0.5, temperature: 2)]),
        settings: TrainingSettings(optimizer: .adam(rate: 0.01), epochs: 3), execution: execution,
        teacher: ExperimentPlan.extendedXOR.teacher, teacherSHA256: nil, teacherTestMacroF1: 0.9,
        dataSHA256: "abc", validationMacroF1: 0.8, testMacroF1: 0.7, instructionSet: "baseline"))
  }

  @Test(
    arguments: [
      (
        CircuitPlan(ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 5)),
        "strongly-entangling x 5"
      ),
      (
        CircuitPlan(
          ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 5, entangled: false),
          measure: .z([0, 1])), "strongly-entangling x 5, not entangled, Z of qubits 0 and 1"
      ),
      (
        CircuitPlan(
          ansatz: AnsatzPlan(name: .twoLocal, layers: 1, entanglement: .ring, mirrored: true),
          measure: .probabilities([2]), frozen: true),
        "two-local x 1, mirrored, ring entanglement, probabilities of qubit 2, frozen"
      ),
      (
        CircuitPlan(
          ansatz: AnsatzPlan(name: .twoLocal, layers: 1),
          measure: .paulis([PauliString([0: .x, 1: .z]), PauliString([2: .y])])),
        "two-local x 1, X0Z1 and Y2"
      ),
    ])
  func circuitsThatDifferAreToldApart(circuit: CircuitPlan, words: String) {
    #expect(circuit.summary == "circuit: angle embedding, \(words)")
    #expect(
      LayerPlan.circuit(circuit).inWords(classCount: 2) == "a circuit (angle embedding, \(words))")
  }

  @Test func whatIsMeasuredStandsBelowTheLayers() throws {
    let text = try student(measure: .z([1, 0])).terminalText(width: 100)
    #expect(text.contains("basic-entangler x 1\n"))
    #expect(text.contains("\n\nmeasured in layer 0: Z of qubits 1 and 0\nfeatures: "))
  }

  @Test func aStudentIsDescribed() throws {
    #expect(
      try student().terminalText(width: 100) == """
        pupil: 10 parameters, 4 of circuits and 6 of classical layers

        layer in out params what
        ----- -- --- ------ -------------------------------------------------------
        0      2   2      4 circuit: 2 qubits, angle embedding, basic-entangler x 1
        1      2   2      6 dense

        features: width, height
        classes: red, green
        macro-F1: 0.800 on the validation part, 0.700 on the test part (its teacher: 0.900)
        trained for: distilled = 1 crossEntropy + 0.5 logits (temperature 2)
        trained by: qdistill 9.9, plan colours, seed 4 (of 30 seeds the best on the validation part), on
          baseline
        data: SHA-256 abc

        """)
    #expect(
      try student(frozen: true).terminalText(width: 100).contains("layers; 4 were not trained"))
    let noisy = ExecutionPlan(noise: .device("fake_manila"), shots: 100)
    #expect(
      try student(execution: noisy).terminalText(width: 200).contains(
        "(temperature 2), with circuits run under the noise fake_manila with 100 shots and gradients by the parameter-shift"
      ))
  }

  @Test func namesCannotCommandATerminal() throws {
    let text = try student(name: "pu\u{1b}[31mpil").terminalText()
    #expect(text.hasPrefix("pu\\u{1B}[31mpil: 10 parameters"))
  }

  @Test func circuitsAreDrawnWithTrainedAngles() throws {
    let angles = try student().circuitDrawings()
    #expect(angles.contains("┤ RY 0.500·x0 ├") && angles.contains("┤ RY -1.250·x1 ├"))
    #expect(angles.contains("┤ RX 3.000 ├") && angles.contains("┤ RX 1.235e+05 ├"))
    #expect(try student().circuitDrawings(.names).contains("┤ RY θ0·x0 ├"))
    #expect(try student().compiledCircuits().hasPrefix("layer 0: circuit: 2 qubits, angle"))
  }

  @Test func circuitsStandInOnePicture() throws {
    let student = try student(name: "<pu&pil>", circuitCount: 2)
    let picture = try ParsedElement.parsing(#require(student.circuitSVG()))
    #expect(picture.child("title")?.text == "<pu&pil>: circuits")
    let headings = picture.all.filter { $0.has("heading") }.map(\.allText).joined(separator: " ")
    #expect(headings.contains(/layer 0: circuit.*layer 1: circuit/))
    let titles = FigureShapes.all(in: picture).map(\.title)
    #expect(titles.count { $0 == "rx(θ2 = 3.000) q0" } == 2)
    // Parts stand one below the other, down to the picture's end.
    let tops = picture.children.filter { $0.name == "g" }.compactMap { part in
      part.attributes["transform"]?.split(whereSeparator: " ()".contains).last.map { Double($0)! }
    }
    let height = try #require(picture.number("height"))
    try #require(tops.count == 7)
    #expect(tops == tops.sorted() && tops[6] < height)
    #expect(tops[2] - tops[1] > 2 * FigureMeasures.boxHeight)

    let names = try ParsedElement.parsing(#require(student.circuitSVG(.names)))
    #expect(FigureShapes.all(in: names).map(\.title).contains("rx(θ2) q0"))
    #expect(try self.student(circuitCount: 0).circuitSVG() == nil)
  }

  @Test func costsOnADeviceAreDescribed() throws {
    let qubit = Device.Qubit(
      t1: 1e-4, t2: 8e-5, readout: ReadoutError(probability: 0.02), readoutLength: 5e-6,
      pulses: [
        .sx: Device.Calibration(error: 0.001, length: 40e-9),
        .x: Device.Calibration(error: 0.001, length: 40e-9),
      ])
    let device = Device(
      name: "pair", date: "2026-01-02T03:04:05", qubits: [qubit, qubit],
      couplings: [Device.Coupling(.cx, 0, 1, Device.Calibration(error: 0.01, length: 3e-7))],
      repetitionDelay: 250e-6, remarks: ["Something is open."])
    let estimate = try DeviceEstimate(
      of: student(), on: device, shots: 1024, sampleCount: 64, jobOverhead: 2)
    #expect(
      estimate.terminalText() == """
        pupil on pair: 2 qubits, gates rz, sx, x, cx, calibrated 2026-01-02

        circuit       qubits one-qubit gates two-qubit gates depth
        ------------- ------ --------------- --------------- -----
        as designed        2               4               1     3
        on the device      2               6               1     4

        on its qubits 0, 1, without swaps, measured in one basis; rotations about Z are
          virtual and not counted
        expected fidelity 0.945: gates 0.984 x readout 0.960, by the calibrated errors
        gates take 420 ns, readout 5 us; the shortest T2 is 80 us; what decays while
          qubits wait is not counted

        to run                 circuits  shots jobs    time
        ---------------------- -------- ------ ---- -------
        a prediction                  1   1024    1 ~ 2.3 s
        an epoch of 64 samples      576  590 k    2 ~ 3 min
        3 epochs                   1728 1769 k    6 ~ 8 min

        Times assume 1024 shots of each circuit; a shot takes the gates, the readout and
          a delay of 250 us; a job of up to 300 circuits (assumed) takes 2.0 s more;
          queues are not counted. Training is by the parameter-shift rule on the device:
          two or four circuits for each angle of a gate, 2 steps an epoch, one waiting
          for the other.
        Something is open.

        """)
    #expect(estimate.terminalText(width: 40).split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(try estimate.json().contains("\"format\" : \"qdistill-estimate/1\""))
  }
}
