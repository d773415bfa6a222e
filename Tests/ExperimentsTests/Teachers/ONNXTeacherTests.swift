import Datasets
import Distillation
import FileFormats
import Interchange
import Tables
import TestSupport
import Testing

@testable import Experiments

/// ONNX models that teach on samples that each seed draws anew.
@Suite(.enabled(if: isRuntimeWanted, "ONNX Runtime is not installed (pip install onnxruntime)"))
struct ONNXTeacherTests {
  private let folder: TemporaryFolder
  private var model: String { "\(folder.path)/teacher.onnx" }

  /// Weights `[2, 3]` and biases of a linear model.
  private static let weights: [Float] = [2, -1, 0.5, 0.25, 1.5, -3]
  private static let biases: [Float] = [0.5, 0, -0.25]

  init() throws {
    folder = try TemporaryFolder()
    var file = ONNXFile()
    file.addInput("x", [nil, 2])
    file.addConstant("weights", shape: [2, 3], Self.weights)
    file.addConstant("biases", shape: [3], Self.biases)
    file.addNode("MatMul", ["x", "weights"], ["product"])
    file.addNode("Add", ["product", "biases"], ["logits"])
    file.addOutput("logits", [nil, 3])
    try file.write(to: model)
  }

  /// What the model should give for samples, `[samples, 3]`.
  private func expected(_ features: Matrix) -> Matrix {
    var logits = Matrix(rowCount: features.rowCount, columnCount: 3)
    for row in 0..<features.rowCount {
      for column in 0..<3 {
        logits[row, column] = (0..<2).reduce(Double(Self.biases[column])) {
          $0 + features[row, $1] * Double(Self.weights[3 * $1 + column])
        }
      }
    }
    return logits
  }

  private func plan(_ teacher: String, data: String = "") throws -> ExperimentPlan {
    try PlanFile(
      yaml: """
        name: generated
        seeds: 2
        data: {source: extended-xor, perBlob: {teacher: 1, student: 8, validation: 1, test: 20}\(data)}
        teacher: \(teacher.replacing("MODEL", with: model))
        students:
          linear: [{dense: {units: classes}}]
        objectives:
          labels: [{crossEntropy: {weight: 1}}]
          distilled: [{logits: {weight: 1, temperature: 1}}]
        training: {optimizer: {adam: {rate: 0.1}}, epochs: 200, precision: double}
        """, name: "generated.yaml"
    ).experiment().plan
  }

  private func teacher(_ plan: ExperimentPlan) throws -> ReadyTeacher {
    try plan.teacher.load(plan.data, plan.data.load())
  }

  @Test(.tags(.reference)) func itIsAskedForTheSamplesOfEachSeed() throws {
    let plan = try plan("{onnx: MODEL}")
    let (data, teacher) = (try plan.data.load(), try teacher(plan))
    guard case .onnx = teacher else {
      Issue.record("\(teacher)")
      return
    }
    let parts = try [0, 1].map { try data.parts(seed: $0).parts }
    #expect(parts[0].test != parts[1].test)
    for part in parts.flatMap({ [$0.student, $0.test] }) {
      let logits = try teacher.logits(for: part.features, rows: nil, parameters: [])
      // The model computes in single precision, with logits below 10.
      #expect(largestDistance(logits.elements, expected(part.features).elements) < 1e-5)
    }
  }

  /// From the plan to the records: what the model says is what the student learns, and is scored against.
  @Test func aStudentLearnsWhatItSays() async throws {
    let plan = try plan("{onnx: MODEL}")
    let (data, teacher) = (try plan.data.load(), try teacher(plan))
    let records = try await ExperimentRunner(
      try Experiment(plan), data: data, teacher: teacher,
      store: try RunStore(inRunFolder: "\(folder.path)/run"), jobs: 2
    ).run()
    let fileHash = try ONNXTeacher(ONNXTeacherPlan(path: model), plan.data, runtime: nil).sha256
    for (seed, record) in records.teachers.enumerated() {
      let test = try data.parts(seed: UInt64(seed)).parts.test
      let predictions = expected(test.features).argmaxOfRows()
      #expect(record.identity.teacherSHA256 == fileHash && record.trained?.parameters == [])
      #expect(
        record.trained?.evaluation.macroF1
          == macroF1(predictions: predictions, labels: test.labels))
    }
    // A linear student becomes the linear teacher, whatever the labels say.
    let (labels, distilled) = (records.arms[0].runs, records.arms[1].runs)
    for seed in 0..<2 {
      let evaluation = try #require(distilled[seed].trained?.evaluation)
      #expect(evaluation.teacherAgreement > 0.98 && evaluation.teacherDivergence < 1e-3)
      #expect(try #require(labels[seed].trained?.evaluation).teacherDivergence > 0.1)
    }
  }

  @Test func itsClassesMayBeInAnotherOrder() throws {
    let plan = try plan("{onnx: MODEL, classes: ['2', '0', '1']}")
    let features = try plan.data.load().parts(seed: 0).parts.test.features
    let logits = try teacher(plan).logits(for: features, rows: nil, parameters: [])
    let inOrder = expected(features)
    for (column, source) in [1, 2, 0].enumerated() {
      #expect(abs(logits[5, column] - inOrder[5, source]) < 1e-5)
    }
  }

  @Test func itTeachesInAnEnsemble() throws {
    let plan = try plan("{ensemble: [{onnx: MODEL}, {onnx: MODEL}], mean: logits}")
    let features = try plan.data.load().parts(seed: 1).parts.student.features
    let logits = try teacher(plan).logits(for: features, rows: nil, parameters: [])
    #expect(largestDistance(logits.elements, expected(features).elements) < 1e-5)
  }

  @Test(
    arguments: [
      (", dimension: 3", "it takes 2 features, but the data have 3"),
      (", classes: 4", "it knows 3 classes, but the data have 4"),
    ])
  func aModelForOtherDataIsRefused(data: String, message: String) throws {
    let plan = try plan("{onnx: MODEL}", data: data)
    let error = #expect(throws: (any Error).self) {
      let features = try plan.data.load().parts(seed: 0).parts.test.features
      return try teacher(plan).logits(for: features, rows: nil, parameters: [])
    }
    #expect("\(error!)".contains(message), "\(error!)")
  }
}
