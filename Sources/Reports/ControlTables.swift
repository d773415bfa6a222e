import Experiments

// What the arms of controls answer.

extension ExperimentResults {
  /// Each arm of a treatment that a control asks about, beside the arm that answers.
  func controlTable(of treatment: String) -> TextTable {
    var table = TextTable(columns: [
      ("control", .left), ("student", .left), ("macro-F1", .left), ("beside", .left),
      ("macro-F1", .left), ("ahead by", .right), ("95 % interval", .left), ("wins", .right),
      ("Holm p", .right), ("verdict", .left),
    ])
    for comparison in controlComparisons where comparison.objective == treatment {
      let difference = comparison.difference
      let control = arm(comparison.controlStudent, comparison.controlObjective)
      table.rows.append([
        comparison.control, comparison.student,
        meanAndDeviation(arm(comparison.student, treatment).macroF1),
        comparison.answer, meanAndDeviation(control.macroF1), signed(difference.meanDifference),
        interval(difference.confidence95), percent(difference.winRate),
        probability(difference.holmP), difference.verdict.ofStudents,
      ])
    }
    return table
  }

  /// The controls of a treatment that are not among the plan's students, for a narrow page: those of the subject, and of another
  /// student where a control asks nothing about the subject.
  func shortControlTable(of treatment: String) -> TextTable {
    var table = TextTable(columns: [
      ("control", .left), ("macro-F1", .left), ("ahead by", .right), ("95 % interval", .left),
      ("Holm p", .right), ("verdict", .left),
    ])
    let asked = controlComparisons.filter { $0.objective == treatment }
    for comparison in asked {
      let control = comparison.control
      let isOfSubject = comparison.student == plan.subject
      let hasSubject = asked.contains { $0.control == control && $0.student == plan.subject }
      let isInPlan =
        comparison.student != comparison.controlStudent
        && plan.students.contains { $0.name == comparison.controlStudent }
      guard isOfSubject || !hasSubject, !isInPlan else { continue }
      let difference = comparison.difference
      table.rows.append([
        isOfSubject ? control : "\(control) (\(comparison.student))",
        meanAndDeviation(arm(comparison.controlStudent, comparison.controlObjective).macroF1),
        signed(difference.meanDifference), interval(difference.confidence95),
        probability(difference.holmP), difference.verdict.ofStudents,
      ])
    }
    return table
  }

  /// Where p values and intervals of controls disagree, a sentence; empty if nowhere.
  func controlFootnotes(on treatment: String) -> [String] {
    disagreements(
      controlComparisons.filter { $0.objective == treatment },
      of: controlComparisons.count
    ) { "\($0.control) of \($0.student)" }
  }
}

extension Comparison<ControlPair> {
  /// The arm that answers: the other student, or the objective whose teacher is another.
  var answer: String { student == controlStudent ? controlObjective : controlStudent }
}
