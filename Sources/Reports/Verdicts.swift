import Experiments

// What the intervals say, in words.

extension Verdict {
  /// Of one student beside another.
  var ofStudents: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    case .noEvidence: "no evidence"
    case .tooFewSeeds: "too few seeds"
    }
  }
}

extension ExperimentResults {
  /// The subject beside the student without a circuit that does best with this objective.
  private func againstBestClassical(with objective: String) -> Comparison<StudentPair>? {
    let classical = arms.filter { $0.objective == objective && $0.quantumParameters == 0 }
    let best = classical.max { ($0.macroF1.mean ?? 0) < ($1.macroF1.mean ?? 0) }
    return studentComparisons.first {
      $0.objective == objective && $0.controlStudent == best?.student
    }
  }

  /// What readers must know of intervals from so few seeds; `nil` if there are enough.
  var fewSeedsNote: String? {
    plan.seeds >= PairedDifference.fewestPairs
      ? nil
      : "With fewer than \(PairedDifference.fewestPairs) seeds intervals are too narrow for a verdict."
  }

  /// For each verdict, the students of whom it is true, in a line: what a treatment does.
  func verdictLines(on treatment: String) -> [String] {
    let sentences: [(Verdict, String)] = [
      (.better, "helps"), (.worse, "hurts"), (.noEvidence, "no evidence either way"),
      (.tooFewSeeds, "too few seeds to say"),
    ]
    return sentences.compactMap { verdict, words in
      let students = comparisons.filter {
        $0.treatment == treatment && $0.difference.verdict == verdict
      }
      return students.isEmpty
        ? nil : "\(words): " + students.map(\.student).joined(separator: ", ")
    }
  }

  /// The answers to the experiment's questions, a sentence each.
  func answers(on treatment: String) -> [String] {
    let subject = plan.subject
    var answers: [String] = []
    if let effect = comparisons.first(where: {
      $0.student == subject && $0.treatment == treatment
    }) {
      answers.append(
        sentence(
          effect.difference, better: "\(subject) does better \(treatment) than with \(control)",
          worse: "\(subject) does worse \(treatment) than with \(control)",
          neither: "\(subject) does neither better nor worse \(treatment) than with \(control)"))
    }
    guard let level = againstBestClassical(with: treatment),
      let gain = gainComparisons.first(where: {
        $0.treatment == treatment && $0.controlStudent == level.controlStudent
      })
    else { return answers }
    let other = level.controlStudent
    answers.append(
      sentence(
        level.difference,
        better: "\(subject), \(treatment), is ahead of \(other), the best classical student",
        worse: "\(subject), \(treatment), is behind \(other), the best classical student",
        neither:
          "\(subject), \(treatment), is neither ahead of nor behind \(other), the best classical "
          + "student"))
    answers.append(
      sentence(
        gain.difference, better: "\(subject) gains more from that than \(other)",
        worse: "\(subject) gains less from that than \(other)",
        neither: "\(subject) gains neither more nor less from that than \(other)"))
    return answers
  }

  /// What the interval says of a difference, then the numbers.
  private func sentence(
    _ difference: PairedDifference, better: String, worse: String, neither: String
  ) -> String {
    let claim =
      switch difference.verdict {
      case .better: better
      case .worse: worse
      case .noEvidence: "\(neither), as far as these seeds show"
      case .tooFewSeeds: "too few seeds to say whether \(better)"
      }
    return "\(claim): \(difference.inWords)."
  }
}
