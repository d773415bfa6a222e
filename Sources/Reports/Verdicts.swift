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
    for comparison in studentComparisons where comparison.objective == treatment {
      let other = comparison.controlStudent
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
