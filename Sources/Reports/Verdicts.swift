import Experiments

// What the intervals say, in words.

extension Verdict {
  /// Of one student beside another.
  var ofStudents: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    case .noEvidence: "no evidence"
    case .tooFewSeeds: "one seed"
    }
  }
}

extension ExperimentResults {
  /// The subject beside the student without a circuit that does best with this objective.
  private func againstBestClassical(with objective: String) -> StudentComparison? {
    let classical = arms.filter { $0.objective == objective && $0.quantumParameters == 0 }
    let best = classical.max { ($0.macroF1.mean ?? 0) < ($1.macroF1.mean ?? 0) }
    return studentComparisons.first {
      $0.objective == objective && $0.controlStudent == best?.student
    }
  }

  /// What readers must know of intervals from so few seeds; `nil` if there are enough.
  var fewSeedsNote: String? {
    plan.seeds >= 10 || plan.seeds == 1
      ? nil : "With \(plan.seeds) seeds the intervals are too narrow: take 10 or more to conclude."
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
    var answers: [String] = []
    if let effect = comparisons.first(where: {
      $0.student == plan.subject && $0.treatment == treatment
    }) {
      let words =
        switch effect.difference.verdict {
        case .better: "does better \(treatment) than with \(control)"
        case .worse: "does worse \(treatment) than with \(control)"
        case .noEvidence:
          "does neither better nor worse \(treatment) than with \(control), as far as these seeds show"
        case .tooFewSeeds: "\(treatment) against \(control): one seed is no evidence"
        }
      answers.append("\(plan.subject) \(words): \(effect.difference.inWords).")
    }
    if let comparison = againstBestClassical(with: treatment) {
      let other = "\(comparison.controlStudent), the best classical student"
      let words =
        switch comparison.difference.verdict {
        case .better: "is ahead of \(other)"
        case .worse: "is behind \(other)"
        case .noEvidence: "is neither ahead of nor behind \(other), as far as these seeds show"
        case .tooFewSeeds: "against \(other): one seed is no evidence"
        }
      answers.append("\(plan.subject), \(treatment), \(words): \(comparison.difference.inWords).")
    }
    return answers
  }
}
