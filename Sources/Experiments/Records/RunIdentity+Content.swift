// A run by what is in it, whatever a plan calls it: two plans share the runs in which only names differ.

extension RunIdentity {
  /// The same run without the names of students and objectives, on which no number depends.
  var content: RunIdentity {
    var content = self
    content.arm = arm?.content
    return content
  }
}

extension RunIdentity.Arm {
  fileprivate var content: RunIdentity.Arm {
    var content = RunIdentity.Arm(
      student: student.content, objective: objective.content, training: training)
    content.taughtBy = taughtBy?.map(\.content)
    content.peer = peer?.content
    content.execution = execution
    return content
  }
}

extension StudentPlan {
  fileprivate var content: StudentPlan { StudentPlan(name: "", layers: layers) }
}

extension ObjectivePlan {
  /// Who else is trained for it makes no difference either. Students that teach are in the arm, with their layers.
  fileprivate var content: ObjectivePlan {
    var content = self
    content.name = ""
    content.students = nil
    // It is in the arm.
    content.execution = nil
    switch teacher {
    case .plan, .weakened: break
    case .assistant: content.teacher = .assistant(student: "", objective: "")
    case .itself(_, let generations):
      content.teacher = .itself(objective: "", generations: generations)
    case .peer: content.teacher = .peer(student: "")
    }
    return content
  }
}
