/// A control's question: how an arm does beside the one in which something was taken away.
public struct ControlPair: Codable, Sendable, Hashable {
  /// Which question it is: ``Control``.
  public let control: String
  /// The arm that is asked about.
  public let student: String
  /// What it is trained for.
  public let objective: String
  /// The arm that answers: this student
  public let controlStudent: String
  /// with this objective.
  public let controlObjective: String
}

extension Experiment {
  /// The students that stand side by side: the plan's, and those that controls added as rivals of the subject's size.
  var comparedStudents: [String] {
    let rivals = controlArms.filter {
      [.parameterMatched, .logisticRegression].contains($0.control)
    }
    return rivals.map(\.controlStudent.name).reduce(into: plan.students.map(\.name)) {
      if !$0.contains($1) { $0.append($1) }
    }
  }

  /// How each arm that a control asks about does beside the one that answers, in one table.
  ///
  /// - Parameter scores: an arm's macro-F1, seed by seed.
  func controlComparisons(
    _ scores: (_ student: String, _ objective: String) -> [Double?]
  ) -> [Comparison<ControlPair>] {
    controlArms.map { arm in
      let pair = ControlPair(
        control: arm.control.rawValue, student: arm.student.name, objective: arm.objective.name,
        controlStudent: arm.controlStudent.name, controlObjective: arm.controlObjective.name)
      return PairedScores(
        pair, treatment: scores(pair.student, pair.objective),
        control: scores(pair.controlStudent, pair.controlObjective))
    }.compared()
  }

  /// The control that an arm was added for; `nil` for the plan's own arms.
  func control(student: String, objective: String) -> Control? {
    guard
      !plan.arms.contains(where: { $0.student.name == student && $0.objective.name == objective })
    else { return nil }
    return controlArms.first {
      ($0.controlStudent.name == student && $0.controlObjective.name == objective)
        || ($0.student.name == student && $0.objective.name == objective)
    }?.control
  }
}
