// Which runs an arm's run needs first, and what identifies it.

extension ExperimentPlan {
  /// A student's arm with an objective, as a run's identity has it.
  ///
  /// - Precondition: ``check()`` found that everybody who teaches is there, and no student is among its own teachers.
  func arm(student: String, objective name: String) -> RunIdentity.Arm {
    arm(student: student, objectives.first { $0.name == name }!)
  }

  func arm(student name: String, _ objective: ObjectivePlan) -> RunIdentity.Arm {
    arm(students.first { $0.name == name }!, objective)
  }

  func arm(_ student: StudentPlan, _ objective: ObjectivePlan) -> RunIdentity.Arm {
    var arm = RunIdentity.Arm(student: student, objective: objective, training: training)
    switch objective.teacher {
    case .plan, .weakened: break
    case .assistant(let assistant, let other):
      arm.taughtBy = [self.arm(student: assistant, objective: other)]
    case .itself(let other, let generations):
      guard generations > 1 else {
        arm.taughtBy = [self.arm(student: student.name, objective: other)]
        break
      }
      var previous = objective
      previous.teacher = .itself(objective: other, generations: generations - 1)
      arm.taughtBy = [self.arm(student, previous)]
    case .peer(let other):
      arm.peer = students.first { $0.name == other }!
    }
    let execution = objective.execution ?? execution
    // Who has no circuits is the same however they are run.
    if !execution.isIdeal, student.hasCircuits || arm.peer?.hasCircuits == true {
      arm.execution = execution
    }
    return arm
  }
}

extension StudentPlan {
  /// Whether anything in it is a circuit.
  var hasCircuits: Bool {
    layers.contains { if case .circuit = $0 { true } else { false } }
  }
}

extension RunIdentity.Arm {
  /// The arm whose student teaches, if it is not the plan's teacher.
  var teacher: RunIdentity.Arm? { taughtBy?.first }

  /// How many arms must be trained before, one after another.
  var depth: Int { teacher.map { $0.depth + 1 } ?? 0 }

  /// What the stream of the student's initial parameters is called. It does not depend on the objective, so that arms are
  /// paired; but nobody begins like the one who taught it.
  var initialStream: String {
    if case .itself(_, let generations) = objective.teacher {
      "init/generation \(generations)"
    } else {
      "init"
    }
  }
}
