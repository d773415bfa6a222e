import Datasets
import Distillation
import HybridModels
import QuantumSimulation
import Tables
import TestSupport
import Testing

@testable import Experiments

@Suite struct TrainabilityTests {
  /// A plan with one student: a circuit, and logits.
  private func plan(
    qubits: Int, _ circuit: CircuitPlan, source: DataPlan? = nil
  ) -> ExperimentPlan {
    var plan = smallPlan(seeds: 1)
    plan.data =
      source
      ?? .hyperplaneParity(
        HyperplaneParityPlan(
          dimension: qubits, subspaceDimension: 2,
          perClass: PartSizes(teacher: 4, student: 4, validation: 2, test: 2)))
    plan.students = [
      StudentPlan(name: "only", layers: [.circuit(circuit), .dense(units: .classes)])
    ]
    plan.subject = "only"
    return plan
  }

  private func trainability(_ plan: ExperimentPlan) throws -> Trainability {
    let all = try Experiment(plan).trainability(plan.data.load())
    #expect(all.count == 1)
    return try #require(all.first)
  }

  /// A circuit that is nearly as random as can be, whose one output is of all qubits.
  private func random(qubits: Int, layers: Int) -> CircuitPlan {
    let factors = Dictionary(uniqueKeysWithValues: (0..<qubits).map { ($0, Pauli.z) })
    return CircuitPlan(
      ansatz: AnsatzPlan(name: .stronglyEntangling, layers: layers),
      measure: .paulis([PauliString(factors)]))
  }

  /// The number of shots that McClean et al.'s formula gives for 2-designs: 2^n + 1, which doubles with every qubit. One sample, as
  /// samples' derivatives have something in common in few dimensions.
  @Test(arguments: [4, 6, 8]) func aRandomCircuitTakesTwoToTheNShots(qubits: Int) throws {
    let plan = plan(qubits: qubits, random(qubits: qubits, layers: 2 * qubits))
    let student = plan.students[0]
    let model = try Experiment(plan).model(of: student)
    let samples = try plan.data.load().parts(seed: 0).parts.student
    let one = Dataset(
      features: samples.features.selecting(rows: [1]), labels: [samples.labels[1]], classCount: 2)
    let found = Trainability(student, model, on: one, workLimit: .max / 2)
    let shots = try #require(found.layers[0].shots)
    #expect(abs(shots / Double(1 << qubits + 1) - 1) < 0.25, "\(shots)")
    #expect(found.effort?.startCount == 100 && !found.layers[0].isBarren)
  }

  /// Fourteen qubits at random: the gradient is lost, and the work is kept small.
  @Test func aBarrenPlateauIsSeen() throws {
    let plan = plan(qubits: 14, random(qubits: 14, layers: 10))
    let student = plan.students[0]
    let found = Trainability(
      student, try Experiment(plan).model(of: student),
      on: try plan.data.load().parts(seed: 0).parts.student, workLimit: 0)
    #expect(found.effort! == (8, 1))
    #expect(found.barrenLayers.map(\.number) == [0])
    #expect(found.layers[1].kind == "dense" && found.layers[1].shots == nil)
    // Angles that begin near 0 keep out of it.
    var near = plan
    guard case .circuit(var circuit) = near.students[0].layers[0] else { return }
    circuit.initial = .normal(deviation: 0.01)
    circuit.measure = .z([0])
    near.students[0].layers[0] = .circuit(circuit)
    let other = Trainability(
      near.students[0], try Experiment(near).model(of: near.students[0]),
      on: try near.data.load().parts(seed: 0).parts.student, workLimit: 0)
    #expect(other.layers[0].shots! < found.layers[0].shots! / 4)
  }

  @Test func thePapersStudentsCanBeTrained() throws {
    let plan = ExperimentPlan.extendedXOR
    let found = try Experiment(plan).trainability(plan.data.load())
    // Those with a circuit to train; not the frozen one, nor those of controls.
    #expect(found.map(\.student) == ["hybrid-74", "hybrid-74-universal", "hybrid-80"])
    for student in found {
      #expect(student.effort! == (100, 64) && student.barrenLayers.isEmpty)
      #expect(student.layers.map(\.kind) == ["dense", "circuit", "dense"])
      #expect(student.layers.allSatisfy { $0.variance > 1e-6 && $0.variance < 1e-2 })
    }
    #expect(found[0].layers.map(\.parameterCount) == [8, 60, 6])
    #expect(found[0].layers[1].circuitLayers.count == 5)
    #expect(
      found[0].inactive == [
        "8 of 60 angles of layer 1: 1st rz, ry, 2nd rz of qubits 0, 1 and 2nd rz of qubits 2, 3 in circuit layer 5"
      ])
    // The same once more, and without data nearly.
    let again = try Experiment(plan).trainability(plan.data.load())
    #expect(again.map { $0.layers.map(\.variance) } == found.map { $0.layers.map(\.variance) })
    let without = try Experiment(plan).trainability(nil)
    #expect(without[0].effort! == (100, 64) && without[0].inactive == found[0].inactive)
    #expect(without[0].layers[1].variance != found[0].layers[1].variance)
  }

  @Test func aSampleThatNoCircuitTakesIsRefused() throws {
    let table = try TaughtTable()
    var plan = try table.plan()
    var circuit = random(qubits: 2, layers: 1)
    circuit.embedding = .basis
    plan.students = [
      StudentPlan(name: "only", layers: [.circuit(circuit), .dense(units: .classes)])
    ]
    plan.subject = "only"
    let error = #expect(throws: PlanError.self) { try trainability(plan) }
    #expect(error!.description.contains("students.only[0]: in the student part of seed 0: "))
    // Random ones are bits.
    let found = try Experiment(plan).trainability(nil)
    #expect(found[0].layers[0].variance > 0)
  }

  @Test func preprocessedSamplesAreThoseOfTheRun() throws {
    let table = try TaughtTable()
    var plan = try table.plan()
    plan.students[0].layers.insert(.circuit(random(qubits: 2, layers: 2)), at: 0)
    let plain = try trainability(plan)
    guard case .file(var file) = plan.data else { return }
    file.preprocess = [.angles(.half, clips: true)]
    plan.data = .file(file)
    let student = plan.students[0]
    let parts = try plan.data.load().parts(seed: 0).parts
    let byHand = Trainability(
      student, try Experiment(plan).model(of: student), on: parts.student,
      workLimit: Trainability.workLimit)
    let found = try trainability(plan)
    #expect(found.layers.map(\.variance) == byHand.layers.map(\.variance))
    #expect(found.effort! == (100, parts.student.sampleCount))
    #expect(found.layers.map(\.variance) != plain.layers.map(\.variance))
  }

  /// Shares end where a circuit of fewer layers ends, for every ansatz, and however its inputs enter.
  @Test(arguments: AnsatzPlan.Name.allCases) func everyLayerHasItsParameters(
    name: AnsatzPlan.Name
  ) throws {
    let qubits = name == .arbitraryUnitary ? 2 : 4
    let depth = name == .qcnn ? 2 : 3
    func circuit(_ layers: Int, reupload: Bool, mirrored: Bool) throws -> (CircuitPlan, Circuit) {
      let plan = CircuitPlan(
        embedding: .angle(scaling: .trainable),
        ansatz: AnsatzPlan(name: name, layers: layers, mirrored: mirrored), reupload: reupload)
      return (plan, try plan.makeCircuit(inputCount: qubits).circuit)
    }
    for (reupload, mirrored) in [(false, false), (true, false), (false, true), (true, true)]
    where name != .qcnn || !(reupload || mirrored) {
      let (plan, whole) = try circuit(depth, reupload: reupload, mirrored: mirrored)
      let shares = plan.parameterShares(of: whole)
      #expect(shares.layers.count == depth)
      #expect(shares.layers.last?.upperBound == whole.parameterCount)
      #expect(
        shares.first.lowerBound == 0 && shares.first.upperBound == shares.layers[0].lowerBound)
      for layers in 1..<depth {
        let shorter = try circuit(layers, reupload: reupload, mirrored: mirrored).1
        #expect(shares.layers[layers - 1].upperBound == shorter.parameterCount)
        #expect(shares.layers[layers].lowerBound == shorter.parameterCount)
      }
    }
  }
}
