import Distillation
import HybridModels
import RandomStreams
import TestSupport
import Testing

@testable import Experiments

/// Every term of an objective with everybody that can teach: the circuit's angles learn from it, the teacher does not, and
/// with weight 0 it is as if it were left out.
@Suite struct EveryTeacherTests {
  /// Who teaches: a plan's teacher, or an objective's.
  enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case network, logits, probabilities, onnx, model, ensemble, assistant, generations, peer

    var testDescription: String { rawValue }

    /// Whether more is known of the teacher than its logits.
    var showsFeatures: Bool {
      switch self {
      case .network, .model, .assistant, .generations: true
      case .logits, .probabilities, .onnx, .ensemble, .peer: false
      }
    }

    /// The teacher of a plan.
    var ofPlan: String {
      let network =
        "{network: {hidden: [5], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 5}}"
      return switch self {
      case .logits: "{logits: FOLDER/logits.csv}"
      case .probabilities: "{probabilities: FOLDER/probabilities.csv}"
      case .onnx: "{onnx: FOLDER/teacher.onnx}"
      case .model: "{model: FOLDER/first/students/hybrid/labels}"
      case .ensemble: "{ensemble: [\(network), \(network)]}"
      case .network, .assistant, .generations, .peer: network
      }
    }

    /// The teacher of an objective.
    var ofObjective: String {
      switch self {
      case .assistant: "{assistant: {student: classical, objective: labels}}"
      case .generations: "{self: {objective: labels, generations: 1}}"
      case .peer: "{peer: {student: twin}}"
      default: "plan"
      }
    }

    static let here = allCases.filter { $0 != .onnx || isRuntimeWanted }
  }

  /// The terms that look at a teacher.
  private static let terms = Objective.termKinds.map { $0.name }.filter { $0 != "crossEntropy" }
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    func write(_ header: String, _ line: (Int) -> String, _ name: String) throws {
      try folder.write(header + (0..<60).map { line($0) + "\n" }.joined(), to: name)
    }
    try write(
      "id,x,y,kind\n", { "s\($0),\($0 % 3),\(Double($0 % 7) / 3),\(["a", "b", "c"][$0 % 3])" },
      "data.csv")
    try write("id,a,b,c\n", { "s\($0),\($0 % 2),\($0 % 5),\($0 % 3)" }, "logits.csv")
    try write(
      "id,a,b,c\n", { ["s\($0),0.2,0.3,0.5", "s\($0),0.6,0.25,0.15"][$0 % 2] }, "probabilities.csv")
    var model = ONNXFile()
    model.addInput("x", [nil, 2])
    model.addConstant("weights", shape: [2, 3], [2, -1, 0.5, 0.25, 1.5, -3])
    model.addNode("MatMul", ["x", "weights"], ["logits"])
    model.addOutput("logits", [nil, 3])
    try model.write(to: "\(folder.path)/teacher.onnx")
  }

  /// A plan whose hybrid student has an objective of every term alone, and of every term with weight 0 beside the labels.
  private func plan(_ kind: Kind, terms: [String] = terms) throws -> ExperimentPlan {
    let hybrid =
      "[dense: {units: 3}, circuit: {embedding: angle, ansatz: {name: strongly-entangling, layers: 2}, "
      + "measure: [0, 1]}, dense: {units: classes}]"
    func body(_ name: String, weight: Int) -> String {
      let looksAt = ["hint", "relational", "similarity", "kernelRelational"].contains(name)
      return "\(name): {weight: \(weight)"
        + (looksAt ? ", teacher: \(kind.showsFeatures ? "penultimate" : "logits")" : "")
        + (["logits", "standardisedLogits"].contains(name) ? ", temperature: 2}" : "}")
    }
    func objective(_ name: String, _ terms: [String]) -> String {
      "  \(name): {terms: [\(terms.map { "{\($0)}" }.joined(separator: ", "))], "
        + "teacher: \(kind.ofObjective), students: [hybrid]}"
    }
    let objectives = terms.flatMap { term in
      [
        objective(term, [body(term, weight: 1)]),
        objective("no-\(term)", ["crossEntropy: {weight: 1}", body(term, weight: 0)]),
      ]
    }
    return try PlanFile(
      yaml: """
        name: every
        seeds: 1
        data:
          source: file
          path: \(folder.path)/data.csv
          id: id
          label: kind
          features: [x, y]
          classes: [a, b, c]
          split: {teacher: 0.5, student: {ofTeacher: 0.5}, validation: 0.1, test: 0.4}
        teacher: \(kind.ofPlan.replacing("FOLDER", with: folder.path))
        students:
          classical: [{dense: {units: 4, activation: tanh}}, {dense: {units: classes}}]
          hybrid: \(hybrid)
          twin: \(hybrid)
        objectives:
          labels: [{crossEntropy: {weight: 1}}]
        \(objectives.joined(separator: "\n"))
        training: {optimizer: {adam: {rate: 0.05}}, epochs: 1, batch: 8, dropRemainder: false}
        """, name: "every.yaml"
    ).plan()
  }

  private func run(_ plan: ExperimentPlan, in name: String) async throws -> ExperimentRecords {
    try await plan.records(in: "\(folder.path)/\(name)", jobs: 1)
  }

  @Test(.tags(.property), arguments: Kind.here)
  func everyTermTeachesTheAngles(kind: Kind) async throws {
    if kind == .model {
      let first = try plan(.network, terms: [])
      try Experiment.write(
        try Experiment(first).studentsToKeep(
          try await run(first, in: "first"), data: first.data.load()),
        inRunFolder: "\(folder.path)/first")
    }
    let plan = try plan(kind)
    let records = try await run(plan, in: "taught")
    func trained(_ student: String, _ objective: String) throws -> TrainedRun {
      let arm = records.arms.first { $0.student == student && $0.objective == objective }
      return try #require(arm?.runs[0].trained, "\(student), \(objective): \(arm!.runs[0].outcome)")
    }
    let hybrid = try Experiment(plan).students[1].model
    var stream = RandomStream(seed: 0, name: "init")
    if kind == .generations { stream = RandomStream(seed: 0, name: "init/generation 1") }
    let initial = hybrid.initialParameters(from: &stream)
    let circuit = 9..<27
    for term in Self.terms {
      let angles = try trained("hybrid", term).parameters[circuit]
      // The two layers' rotations but those that only turn the phases of what is measured: several of the 18 angles.
      let moved = zip(angles, initial[circuit]).count { $0 != $1 }
      #expect(moved >= 8, "\(term) moves \(moved) angles")
      if kind != .generations {
        #expect(
          try trained("hybrid", "no-\(term)").parameters == trained("hybrid", "labels").parameters,
          "\(term) of weight 0")
      }
    }
    // A generation begins elsewhere than the arm with labels; but all begin alike.
    let unheard = try Self.terms.map { try trained("hybrid", "no-\($0)").parameters }
    #expect(Set(unheard).count == 1)
    // Whoever teaches is who it was without pupils.
    let alone = try await self.run(self.plan(kind, terms: []), in: "alone")
    #expect(records.teachers.map(\.outcome) == alone.teachers.map(\.outcome))
    #expect(
      records.arms.filter { $0.objective == "labels" }.map { $0.runs.map(\.outcome) }
        == alone.arms.map { $0.runs.map(\.outcome) })
  }
}
