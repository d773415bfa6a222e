import Experiments

// What the arms of controls answer.

extension ExperimentResults {
  /// Each arm of a treatment that a control asks about, beside the arm that answers.
  func controlTable(of treatment: String) -> TextTable {
    controlTable(
      controlComparisons.filter { $0.objective == treatment },
      first: [("control", .left), ("student", .left), ("macro-F1", .left), ("beside", .left)]
    ) { comparison in
      [
        comparison.control, comparison.student,
        meanAndDeviation(arm(comparison.student, treatment).macroF1), comparison.answer,
      ]
    }
  }

  /// The same for a narrow page: the subject's controls, but for students that stand beside it in a table already, and those of
  /// another student where a control asks nothing about the subject.
  func shortControlTable(of treatment: String) -> TextTable {
    let asked = controlComparisons.filter { $0.objective == treatment }
    let aboutSubject = Set(asked.filter { $0.student == plan.subject }.map(\.control))
    let shown = asked.filter { comparison in
      (comparison.student == plan.subject || !aboutSubject.contains(comparison.control))
        && (comparison.student == comparison.controlStudent
          || !studentComparisons.contains { $0.controlStudent == comparison.controlStudent })
    }
    return controlTable(shown, first: [("control", .left)]) { comparison in
      [comparison.student == plan.subject ? comparison.control : comparison.pair.question]
    }
  }

  /// What the plan's controls ask, a sentence each.
  var controlQuestions: [String] {
    plan.controls.map { "\($0.rawValue): \($0.question)" }
  }

  private func controlTable(
    _ shown: [Comparison<ControlPair>], first: [TextTable.Column],
    names: (Comparison<ControlPair>) -> [String]
  ) -> TextTable {
    var table = TextTable(
      first + [("there", .left)], difference: "ahead by", ("verdict", .left))
    table.rows = shown.map { comparison in
      let answer = arm(comparison.controlStudent, comparison.controlObjective)
      return names(comparison) + [meanAndDeviation(answer.macroF1)] + comparison.difference.cells
        + [comparison.difference.verdict.ofStudents]
    }
    return table
  }
}

extension ControlPair {
  /// Such as `no-entanglement of hybrid-80`.
  var question: String { "\(control) of \(student)" }
  /// The arm that answers: the other student, or the objective whose teacher is another.
  var answer: String { student == controlStudent ? controlObjective : controlStudent }
}
