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
    var table = TextTable(
      [("student", .left), ("params", .right), (control, .left), (treatment, .left)],
      difference: "change")
    for comparison in comparisons where comparison.treatment == treatment {
      let untreated = arm(comparison.student, control)
      let treated = arm(comparison.student, treatment)
      table.rows.append(
        [
          comparison.student, "\(untreated.parameters)", meanAndDeviation(untreated.macroF1),
          meanAndDeviation(treated.macroF1),
        ] + comparison.difference.cells)
    }
    return table
  }

  /// One student with all its objectives: what each changes.
  func objectiveTable(of student: String) -> TextTable {
    let untreated = arm(student, control)
    var table = TextTable(
      [("\(student) (\(untreated.parameters))", .left), ("macro-F1", .left)],
      difference: "change", ("verdict", .left))
    let first = [control, meanAndDeviation(untreated.macroF1)]
    table.rows.append(first + Array(repeating: "", count: table.columns.count - first.count))
    for comparison in comparisons where comparison.student == student {
      let difference = comparison.difference
      table.rows.append(
        [comparison.treatment, meanAndDeviation(arm(student, comparison.treatment).macroF1)]
          + difference.cells + [difference.verdict.ofStudents])
    }
    return table
  }

  /// The subject beside each other student, with one objective.
  func subjectTable(with objective: String) -> TextTable {
    var table = TextTable(
      [("\(plan.subject) against", .left), ("params", .right)], difference: "ahead by",
      ("verdict", .left))
    for comparison in studentComparisons where comparison.objective == objective {
      let difference = comparison.difference
      table.rows.append(
        [comparison.controlStudent, "\(arm(comparison.controlStudent, objective).parameters)"]
          + difference.cells + [difference.verdict.ofStudents])
    }
    return table
  }

  /// How much more the subject gains from a treatment than each other student.
  func gainTable(of treatment: String) -> TextTable {
    var table = TextTable(
      [("\(plan.subject) against", .left)], difference: "gains more by", ("verdict", .left))
    for comparison in gainComparisons where comparison.treatment == treatment {
      let difference = comparison.difference
      table.rows.append(
        [comparison.controlStudent] + difference.cells + [difference.verdict.ofStudents])
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

  /// Seeds that failed and runs that are missing, a sentence an arm; empty if there are none.
  var failures: [String] {
    let teacherFailures =
      teacher.failedSeeds > 0 ? ["\(teacher.failedSeeds) teachers could not be trained."] : []
    let armFailures = arms.filter { $0.failedSeeds > 0 }.map {
      "\($0.student), \($0.objective): \($0.failedSeeds) of \(plan.seeds) seeds failed."
    }
    return teacherFailures + armFailures + missingRuns
  }

  private var missingRuns: [String] {
    let teachers =
      teacher.missingSeeds > 0 ? ["The runs of \(teacher.missingSeeds) teachers are missing."] : []
    let incomplete = arms.filter { $0.missingSeeds > 0 }
    // Of a run that has only begun, that is nearly all: no news worth a line each.
    guard incomplete.count <= 6 else {
      let count = incomplete.reduce(0) { $0 + $1.missingSeeds }
      return teachers + [
        "\(count) of \(arms.count * plan.seeds) students' runs are missing: results.csv says which."
      ]
    }
    return teachers
      + incomplete.map {
        "\($0.student), \($0.objective): \($0.missingSeeds) of \(plan.seeds) seeds are missing."
      }
  }
}
