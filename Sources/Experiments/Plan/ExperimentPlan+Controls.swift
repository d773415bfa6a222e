import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation

// The arms that a plan's controls ask for. Where the plan has such a student already, it is that one.

extension ExperimentPlan {
  /// All controls' arms, with the arms that they ask about: circuits' controls of every hybrid student, those of the size of the
  /// subject, those of teachers of every student that is itself no control.
  ///
  /// - Throws: `PlanError` for students that cannot be.
  func controlArms() throws(PlanError) -> [ControlArm] {
    let ofStudents = try studentControlArms()
    return try ofStudents + teacherControlArms(except: Set(ofStudents.map(\.controlStudent)))
  }

  /// Students in which something was taken away, beside those that have it, with the same objectives.
  private func studentControlArms() throws(PlanError) -> [ControlArm] {
    let untaughtElsewhere = objectives.filter { $0.teacher == .plan && $0.students == nil }
    var known = students
    var arms: [ControlArm] = []
    for control in Control.allCases where controls.contains(control) {
      for (whole, change) in try studentPairs(for: control) {
        let student = resolved(whole, among: &known)
        guard let changed = change(student) else { continue }
        let controlStudent = resolved(changed, among: &known)
        let isKnown = arms.contains {
          $0.control == control && $0.student == student && $0.controlStudent == controlStudent
        }
        if isKnown { continue }
        arms += untaughtElsewhere.map {
          ControlArm(
            control: control, student: student, objective: $0, controlStudent: controlStudent,
            controlObjective: $0)
        }
      }
    }
    return arms
  }

  /// The students that a control asks about, and what it makes of them; `nil` for those of whom there is nothing to ask.
  private func studentPairs(
    for control: Control
  ) throws(PlanError) -> [(student: StudentPlan, change: (StudentPlan) -> StudentPlan?)] {
    let subject = students.first { $0.name == self.subject }!
    switch control {
    case .frozenCircuit: return students.map { ($0, \.frozen) }
    case .noEntanglement:
      return try students.filter { $0.frozen != nil }.map { student throws(PlanError) in
        let counts = try student.qubitCounts(in: data)
        let whole = student.measuringAll(counts)
        // Without entanglement there is no student for whom every qubit should be measured.
        return (whole.unentangled(counts) == nil ? student : whole, { $0.unentangled(counts) })
      }
    case .parameterMatched:
      return try subject.matched(to: data).map { network in (subject, { _ in network }) }
    case .logisticRegression:
      let logistic = StudentPlan(name: "logistic", layers: [.dense(units: .classes)])
      return [(subject, { $0.layers == logistic.layers ? nil : logistic })]
    case .hardTeacher, .shuffledTeacher, .labelSmoothing: return []
    }
  }

  /// Students taught by a teacher of whom less is heard, beside those who hear all.
  private func teacherControlArms(
    except answering: Set<StudentPlan>
  ) throws(PlanError) -> [ControlArm] {
    var arms: [ControlArm] = []
    for control in Control.allCases where controls.contains(control) {
      guard let weakening = control.weakening else { continue }
      for objective in objectives.dropFirst() where objective.canBeWeakened {
        var weakened = objective
        weakened.name = free(
          "\(objective.name)-\(control.rawValue)", among: objectives.map(\.name))
        weakened.teacher = .weakened(weakening)
        if control == .labelSmoothing, objective.smoothingTemperature == nil {
          throw PlanError(
            "controls",
            "\(control.rawValue) needs a temperature that does not change, in objectives.\(objective.name); leave it out"
          )
        }
        arms += students.filter { objective.isFor($0.name) && !answering.contains($0) }.map {
          ControlArm(
            control: control, student: $0, objective: objective, controlStudent: $0,
            controlObjective: weakened)
        }
      }
    }
    return arms
  }

  /// The student that has these layers already; or this one, with a number behind its name if that is taken.
  private func resolved(_ student: StudentPlan, among known: inout [StudentPlan]) -> StudentPlan {
    if let same = known.first(where: { $0.layers == student.layers }) { return same }
    var student = student
    student.name = free(student.name, among: known.map(\.name))
    known.append(student)
    return student
  }

  private func free(_ name: String, among taken: [String]) -> String {
    guard taken.contains(name) else { return name }
    return (2...).lazy.map { "\(name)-\($0)" }.first { !taken.contains($0) }!
  }
}

extension ObjectivePlan {
  /// Whether the plan's teacher teaches through its logits alone: only these can be weakened.
  fileprivate var canBeWeakened: Bool {
    teacher == .plan && terms.contains { $0.term.needsTeacher }
      && terms.allSatisfy { $0.term.teacherFeatures.isEmpty }
  }
}

extension StudentPlan {
  /// The student with its circuits as they were drawn; `nil` if there is nothing in them to train.
  fileprivate var frozen: StudentPlan? {
    withCircuits("frozen") { circuit, _ in
      if !circuit.frozen { circuit.frozen = true }
    }
  }

  /// The student with Z of every qubit measured where it was of some: itself, if that is so already.
  ///
  /// - Parameter qubitCounts: of the circuits.
  fileprivate func measuringAll(_ qubitCounts: [Int]) -> StudentPlan {
    withCircuits("all-measured") { circuit, index in
      if case .z = circuit.measure { circuit.measure = .z(Array(0..<qubitCounts[index])) }
    } ?? self
  }

  /// The student without the gates of ansatzes that entangle qubits; `nil` if there are none, or none can be left out.
  fileprivate func unentangled(_ qubitCounts: [Int]) -> StudentPlan? {
    withCircuits("unentangled") { circuit, index in
      if qubitCounts[index] > 1, circuit.ansatz.canBeUnentangled(qubitCount: qubitCounts[index]) {
        circuit.ansatz.entangled = false
      }
    }
  }

  /// The student with its circuits changed, called so; `nil` if nothing is.
  private func withCircuits(
    _ suffix: String, _ change: (_ circuit: inout CircuitPlan, _ index: Int) -> Void
  ) -> StudentPlan? {
    var student = self
    student.name += "-\(suffix)"
    var index = 0
    for layer in layers.indices {
      guard case .circuit(var circuit) = layers[layer] else { continue }
      change(&circuit, index)
      student.layers[layer] = .circuit(circuit)
      index += 1
    }
    return student.layers == layers ? nil : student
  }

  /// How many qubits each of the circuits has.
  fileprivate func qubitCounts(in data: DataPlan) throws(PlanError) -> [Int] {
    try makeModel(inputCount: data.inputCount, classCount: data.classCount).layers
      .compactMap { ($0 as? CircuitLayer)?.circuit.circuit.qubitCount }
  }

  /// Networks of one hidden layer, with the number of units that comes nearest to this student's number of parameters.
  fileprivate func matched(to data: DataPlan) throws(PlanError) -> [StudentPlan] {
    let model = try makeModel(inputCount: data.inputCount, classCount: data.classCount)
    guard model.quantumParameterCount > 0 else { return [] }
    // (inputs + 1) units + (units + 1) classes
    let perUnit = data.inputCount + 1 + data.classCount
    let units = max(
      1,
      Int((Double(model.parameterCount - data.classCount) / Double(perUnit)).rounded()))
    let count = units * perUnit + data.classCount
    return [Activation.relu, .tanh, .sine].map { activation in
      StudentPlan(
        name: "classical-\(count)-\(activation.rawValue)",
        layers: [
          // Sine needs wider first weights to start well.
          .dense(
            units: .count(units), activation: activation, weightScale: activation == .sine ? 3 : 1),
          .dense(units: .classes),
        ])
    }
  }
}
