import Arithmetic
import Datasets
import QuantumSimulation
import RandomStreams
import Tables
import TestSupport
import Testing

@testable import Distillation
@testable import HybridModels

@Suite struct KernelRelationalTermTests {
  /// Where the circuit's angles are among the parameters of ``FeatureTraining``'s student.
  private let angles = 9..<27

  /// <X>, <Y> and <Z> of one qubit, in the Bloch ball, for five samples.
  private var sample: TermSample {
    var sample = TermSample.random(seed: 1)
    var stream = RandomStream(seed: 1, name: "bloch")
    sample.features = (0..<15).map { _ in stream.uniform(in: -0.57..<0.57) }
    sample.student = FeatureTraining.hybrid(measuring: [1])
    return sample
  }

  @Test(.tags(.gradient, .property)) func kernelRelational() throws {
    try checkTerm(on: sample, reaches: [.features]) { KernelRelationalTerm(weight: $0) }
  }

  /// Cosines of (1, <X>, <Y>, <Z>) are what a normalised kernel of one qubit is.
  @Test(.tags(.property)) func aTeacherThatKnowsTheStatesIsTheMinimum() throws {
    var equal = sample
    equal.teacherFeatures = []
    for start in stride(from: 0, to: 15, by: 3) {
      equal.teacherFeatures.append(2)
      equal.teacherFeatures += equal.features[start..<start + 3].map { 2 * $0 }
    }
    let value = try evaluate([KernelRelationalTerm(weight: 1)], on: equal)
    #expect(value.loss < 1e-30)
    #expect(value.featureGradient.allSatisfy { abs($0) < 1e-15 })
    #expect(try evaluate([KernelRelationalTerm(weight: 1)], on: sample).loss > 0.1)
  }

  private static let learning: [(Model, KernelRelationalTerm)] = [
    (FeatureTraining.hybrid(), KernelRelationalTerm(weight: 1)),
    (FeatureTraining.hybrid(measuring: [0, 1, 2]), KernelRelationalTerm(weight: 1, qubits: [1])),
    (FeatureTraining.hybrid(reuploads: true), KernelRelationalTerm(weight: 1, kernel: .overlap)),
    (
      FeatureTraining.hybrid(measuring: [0, 1, 2], reuploads: true),
      KernelRelationalTerm(weight: 1)
    ),
  ]

  /// The gradient goes through the circuit, to its own angles.
  @Test(.tags(.property), arguments: learning)
  func theAnglesLearn(student: Model, term: KernelRelationalTerm) throws {
    try term.check(student: student)
    let training = FeatureTraining(student)
    try training.checkStep(term)
    #expect(norm(try training.gradient(of: term)[angles]) > 1e-2)
  }

  /// Why it is refused: in overlaps a circuit without re-uploading cancels, and all that learns is what comes before it.
  @Test(.tags(.property)) func inOverlapsOfOneEmbeddingTheAnglesCancel() throws {
    let training = FeatureTraining()
    let term = AnyOverlap(term: KernelRelationalTerm(weight: 1), qubits: [0, 1, 2])
    try training.checkStep(term)
    let gradient = try training.gradient(of: term)
    // Roundings of 63 expectation values.
    #expect(norm(gradient[angles]) < 1e-14)
    #expect(norm(gradient[..<9]) > 1e-2)
    let refused = KernelRelationalTerm(weight: 1, kernel: .overlap)
    #expect(throws: InvalidSetting.self) { try refused.check(student: training.student) }
  }

  @Test func studentsWithoutSuchAKernelAreRefused() {
    let classical = FeatureTraining.teacher
    let hybrid = FeatureTraining.hybrid()
    let cases: [(KernelRelationalTerm, Model, String)] = [
      (
        KernelRelationalTerm(weight: 1), classical,
        "kernel: it has no circuit, so it has no quantum kernel"
      ),
      (
        KernelRelationalTerm(weight: 1, qubits: [0]), classical,
        "kernel: it has no circuit, so it has no quantum kernel"
      ),
      (
        KernelRelationalTerm(weight: 1, qubits: [5]), hybrid,
        "qubits: [5]; name different qubits from 0 to 2"
      ),
      (
        KernelRelationalTerm(weight: 1, kernel: .overlap), hybrid,
        "kernel: gates after the last input cancel in overlaps of all qubits, and no angle would learn; compare fewer "
          + "qubits, or re-upload the inputs"
      ),
    ]
    for (term, student, message) in cases {
      let error = #expect(throws: InvalidSetting.self) { try term.check(student: student) }
      #expect(error?.description == message)
    }
  }

  @Test(.tags(.golden), arguments: try KernelGolden.load())
  func kernelAndGradientAreThoseOfPennyLane(golden: KernelGolden) throws {
    let student = FeatureTraining.hybrid(measuring: golden.measured, reuploads: golden.reuploads)
    // What comes behind the circuit has no part in it.
    let parameters = golden.parameters + Array(repeating: 0.3, count: student.parameterCount - 27)
    let set = golden.set
    for instructionSet in InstructionSet.supported {
      let step = try TrainingStep(
        student, Objective([KernelRelationalTerm(weight: 1)]), set, capacity: set.sampleCount,
        arithmetic: Arithmetic(.double, instructionSet))
      let loss = step.computeGradient(
        of: ArraySlice(0..<set.sampleCount), parameters: parameters)
      #expect(abs(loss - golden.loss) < 1e-12)
      let expected = golden.gradient + Array(repeating: 0, count: parameters.count - 27)
      #expect(largestDistance(Array(step.gradient), expected) < 1e-12)
    }
    let kernel = try QuantumKernel(.projected, of: student)
    guard case .observables(let strings, _) = kernel.tap else { return }
    let probe = Model(
      Array(student.layers[..<1]) + [
        CircuitLayer(
          VariationalCircuit(
            (student.layers[1] as! CircuitLayer).circuit.circuit, measuring: strings))
      ])
    let shown = probe.logits(for: set.samples.features, parameters: golden.parameters)
    for (i, row) in golden.kernel.enumerated() {
      for (j, value) in row.enumerated() {
        let product = zip(shown[row: i], shown[row: j]).reduce(1) { $0 + $1.0 * $1.1 }
        #expect(abs(product / Double(1 << kernel.qubits.count) - value) < 1e-12)
      }
    }
  }

  private func norm(_ numbers: ArraySlice<Double>) -> Double {
    numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

/// The term with a kernel of all qubits, whatever the circuit.
private struct AnyOverlap: ObjectiveTerm {
  static let name = "anyOverlap"
  let term: KernelRelationalTerm
  let qubits: [Int]
  var weight: Schedule { term.weight }
  var needsTeacher: Bool { true }
  var teacherFeatures: [FeatureChoice] { term.teacherFeatures }
  var summary: String { "" }
  func check() throws(InvalidSetting) {}
  func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss {
    term.makeLoss(QuantumKernel(qubits: qubits, layer: 1), training)
  }
}

/// Made by `Scripts/golden/quantum_kernels.py`.
struct KernelGolden: Decodable, Sendable, CustomTestStringConvertible {
  let measured: [Int]
  let reuploads: Bool
  let features, teacher, kernel: [[Double]]
  let parameters, gradient: [Double]
  let loss: Double

  var testDescription: String { "\(measured)\(reuploads ? ", re-uploading" : "")" }

  /// The samples with what the teacher says of them.
  var set: TrainingSet {
    func matrix(_ rows: [[Double]]) -> Matrix {
      Matrix(rowCount: rows.count, columnCount: rows[0].count, elements: rows.flatMap { $0 })
    }
    return TrainingSet(
      Dataset(
        features: matrix(features), labels: Array(repeating: 0, count: features.count),
        classCount: 3),
      teacherLogits: Matrix(rowCount: features.count, columnCount: 3),
      teacherFeatures: [.penultimate: matrix(teacher)])
  }

  static func load() throws -> [KernelGolden] {
    struct File: Decodable { let cases: [KernelGolden] }
    return try golden("quantum_kernels", as: File.self, in: .module).cases
  }
}
