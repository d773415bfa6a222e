import Experiments

extension HTMLReport {
  /// The name of the experiment, what it found, and the numbers that one must know beside that.
  var header: PageElement {
    PageElement("header") {
      PageElement("h1") { results.plan.name }
      PageElement("p", ["class": "muted"]) { subtitle }
      PageElement("div", ["class": "verdict"]) {
        for sentence in verdicts { PageElement.paragraph(sentence) }
      }
      if !results.failures.isEmpty {
        PageElement.list(results.failures)
      }
    }
  }

  private var subtitle: String {
    let ceiling =
      results.bayesOptimalF1.map {
        "; Bayes' rule, which knows how the data are made, has \(score($0))"
      } ?? ""
    return
      "Macro-F1 on the test part over \(results.seedPhrase). The teacher\(results.teacherSize) has "
      + "\(meanAndDeviation(results.teacher.macroF1))\(ceiling)."
  }

  /// What was found, in a few sentences.
  private var verdicts: [String] {
    let sentences =
      results.treatments.count <= 2
      ? results.treatments.flatMap(results.answers) : results.subjectVerdicts
    let note = [results.fewSeedsNote].compactMap { $0 }
    if !sentences.isEmpty { return sentences + note }
    let score = meanAndDeviation(results.arm(results.plan.subject, results.control).macroF1)
    return [
      "\(results.plan.subject), \(results.control): \(score). There is no other objective to compare with."
    ] + note
  }
}

extension ExperimentResults {
  /// Of many treatments, which help the subject, in a sentence for each verdict.
  fileprivate var subjectVerdicts: [String] {
    let words: [(Verdict, String)] = [
      (.better, "\(plan.subject) does better than with \(control):"),
      (.worse, "\(plan.subject) does worse than with \(control):"),
      (.noEvidence, "No evidence either way:"), (.tooFewSeeds, "Too few seeds to say:"),
    ]
    return words.compactMap { verdict, words in
      let found = comparisons.filter {
        $0.student == plan.subject && $0.difference.verdict == verdict
      }.sorted { ($0.difference.meanDifference ?? 0) > ($1.difference.meanDifference ?? 0) }
      return found.isEmpty
        ? nil
        : "\(words) "
          + found.map { "\($0.treatment) (\(signed($0.difference.meanDifference)))" }
          .joined(separator: ", ") + "."
    }
  }
}
