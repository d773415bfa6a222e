// The tables of comparisons, from arms' macro-F1, seed by seed.

extension Experiment {
  /// The objectives that all these students are trained for: the first one always is.
  private func shared(_ students: String...) -> [String] {
    plan.objectives.map(\.name).filter { objective in
      students.allSatisfy { student in
        arms.contains { $0.student.name == student && $0.objective.name == objective }
      }
    }
  }

  private var control: String { plan.objectives[0].name }

  /// Whom the subject stands beside.
  private var others: [String] { comparedStudents.filter { $0 != plan.subject } }

  /// What each objective changes for each student, against the first one.
  func objectiveComparisons(
    _ scores: (_ student: String, _ objective: String) -> [Double?]
  ) -> [Comparison<ObjectivePair>] {
    comparedStudents.flatMap { student in
      shared(student).dropFirst().map { treatment in
        PairedScores(
          ObjectivePair(student: student, treatment: treatment, control: control),
          treatment: scores(student, treatment), control: scores(student, control))
      }
    }.compared()
  }

  /// How the subject does beside each other student with the same objective.
  func studentComparisons(
    _ scores: (_ student: String, _ objective: String) -> [Double?]
  ) -> [Comparison<StudentPair>] {
    let subject = plan.subject
    return others.flatMap { other in
      shared(subject, other).map { objective in
        PairedScores(
          StudentPair(student: subject, controlStudent: other, objective: objective),
          treatment: scores(subject, objective), control: scores(other, objective))
      }
    }.compared()
  }

  /// How much more the subject gains from each objective than each other student.
  func gainComparisons(
    _ scores: (_ student: String, _ objective: String) -> [Double?]
  ) -> [Comparison<GainPair>] {
    let subject = plan.subject
    return others.flatMap { other in
      shared(subject, other).dropFirst().map { treatment in
        func gains(_ student: String) -> [Double?] {
          zip(scores(student, treatment), scores(student, control)).map { pair in
            if let treated = pair.0, let untreated = pair.1 { treated - untreated } else { nil }
          }
        }
        return PairedScores(
          GainPair(
            student: subject, controlStudent: other, treatment: treatment, control: control),
          treatment: gains(subject), control: gains(other))
      }
    }.compared()
  }
}
