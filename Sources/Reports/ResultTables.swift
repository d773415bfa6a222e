import Experiments

// What a result's tables hold. The terminal and the Markdown report show the same ones.

extension ExperimentResults {
  /// The objective that the others are compared with.
  var control: String { plan.objectives[0].name }
  /// The objectives that are judged.
  var treatments: [String] { plan.objectives.dropFirst().map(\.name) }

  func arm(_ student: String, _ objective: String) -> ArmResult {
    arms.first { $0.student == student && $0.objective == objective }!
  }

  /// Each student with the control and one treatment, and what lies between them.
  func effectTable(of treatment: String) -> TextTable {
    var table = TextTable(columns: [
      ("student", .left), ("params", .right), (control, .left), (treatment, .left),
      ("change", .right), ("95 % interval", .left), ("wins", .right),
    ])
    for comparison in comparisons where comparison.treatment == treatment {
      let untreated = arm(comparison.student, control)
      let treated = arm(comparison.student, treatment)
      let difference = comparison.difference
      table.rows.append([
        comparison.student, "\(untreated.parameters)", meanAndDeviation(untreated.macroF1),
        meanAndDeviation(treated.macroF1), signed(difference.meanDifference),
        interval(difference.confidence95), percent(difference.winRate),
      ])
    }
    return table
  }

  /// One student with all its objectives: what each changes.
  func objectiveTable(of student: String) -> TextTable {
    let untreated = arm(student, control)
    var table = TextTable(columns: [
      ("\(student) (\(untreated.parameters))", .left), ("macro-F1", .left), ("change", .right),
      ("95 % interval", .left), ("wins", .right), ("verdict", .left),
    ])
    table.rows.append([control, meanAndDeviation(untreated.macroF1), "", "", "", ""])
    for comparison in comparisons where comparison.student == student {
      let difference = comparison.difference
      table.rows.append([
        comparison.treatment, meanAndDeviation(arm(student, comparison.treatment).macroF1),
        signed(difference.meanDifference), interval(difference.confidence95),
        percent(difference.winRate), difference.verdict.ofStudents,
      ])
    }
    return table
  }

  /// The subject beside each other student, with one objective.
  func subjectTable(with objective: String) -> TextTable {
    var table = TextTable(columns: [
      ("\(plan.subject) against", .left), ("params", .right), ("ahead by", .right),
      ("95 % interval", .left), ("wins", .right), ("verdict", .left),
    ])
    for comparison in studentComparisons where comparison.objective == objective {
      let difference = comparison.difference
      table.rows.append([
        comparison.controlStudent, "\(arm(comparison.controlStudent, objective).parameters)",
        signed(difference.meanDifference), interval(difference.confidence95),
        percent(difference.winRate), difference.verdict.ofStudents,
      ])
    }
    return table
  }

  /// How much more the subject gains from a treatment than each other student.
  func gainTable(of treatment: String) -> TextTable {
    var table = TextTable(columns: [
      ("\(plan.subject) against", .left), ("gains more by", .right), ("95 % interval", .left),
      ("verdict", .left),
    ])
    for comparison in gainComparisons where comparison.treatment == treatment {
      let difference = comparison.difference
      table.rows.append([
        comparison.controlStudent, signed(difference.meanDifference),
        interval(difference.confidence95), difference.verdict.ofStudents,
      ])
    }
    return table
  }

  /// The subject beside each other student with each objective: where it is, and how much more it gains.
  var sideBySideTable: TextTable {
    var table = TextTable(columns: [
      ("\(plan.subject) against", .left), ("objective", .left), ("ahead by", .right),
      ("95 % interval", .left), ("verdict", .left), ("gains more by", .right),
      ("95 % interval", .left), ("verdict", .left),
    ])
    for comparison in studentComparisons {
      let gain = gainComparisons.first {
        $0.controlStudent == comparison.controlStudent && $0.treatment == comparison.objective
      }?.difference
      table.rows.append([
        comparison.controlStudent, comparison.objective,
        signed(comparison.difference.meanDifference),
        interval(comparison.difference.confidence95), comparison.difference.verdict.ofStudents,
        signed(gain?.meanDifference), interval(gain?.confidence95),
        gain?.verdict.ofStudents ?? "-",
      ])
    }
    return table
  }

  /// What each student is made of.
  var parameterTable: TextTable {
    var table = TextTable(columns: [
      ("student", .left), ("parameters", .right), ("quantum", .right), ("classical", .right),
      ("trained", .right), ("inactive", .right),
    ])
    for student in plan.students {
      let arm = arm(student.name, control)
      table.rows.append(
        [student.name]
          + [
            arm.parameters, arm.quantumParameters, arm.classicalParameters, arm.trainedParameters,
            arm.inactiveParameters,
          ].map { "\($0)" })
    }
    return table
  }

  /// The other figures of merit of every arm.
  var metricsTable: TextTable {
    var table = TextTable(columns: [
      ("student", .left), ("objective", .left), ("accuracy", .left), ("calibration error", .left),
      ("agreement with teacher", .left), ("divergence from teacher (nats)", .left),
    ])
    for arm in arms {
      table.rows.append([
        arm.student, arm.objective, meanAndDeviation(arm.accuracy),
        meanAndDeviation(arm.calibrationError), meanAndDeviation(arm.teacherAgreement),
        meanAndDeviation(arm.teacherDivergence),
      ])
    }
    return table
  }

  /// Seeds that failed, a sentence an arm; empty if none did.
  var failures: [String] {
    let teacherFailures =
      teacher.failedSeeds > 0 ? ["\(teacher.failedSeeds) teachers could not be trained."] : []
    return teacherFailures
      + arms.filter { $0.failedSeeds > 0 }.map {
        "\($0.student), \($0.objective): \($0.failedSeeds) of \(plan.seeds) seeds failed."
      }
  }
}
