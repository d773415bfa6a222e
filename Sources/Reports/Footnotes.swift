import Experiments

// What readers must know beside a table's numbers.

extension ExperimentResults {
  /// Where interval and adjusted p value disagree on what a treatment does, a sentence for each way.
  func effectFootnotes(on treatment: String) -> [String] {
    disagreements(
      among: comparisons.filter { $0.treatment == treatment }, of: comparisons.count, \.student)
  }

  /// Likewise on what each objective does for a student.
  func objectiveFootnotes(on student: String) -> [String] {
    disagreements(
      among: comparisons.filter { $0.student == student }, of: comparisons.count, \.treatment)
  }

  /// Likewise on how the subject does beside others.
  func subjectFootnotes(with objective: String) -> [String] {
    disagreements(
      among: studentComparisons.filter { $0.objective == objective },
      of: studentComparisons.count, \.controlStudent)
  }

  /// Likewise on how much more it gains.
  func gainFootnotes(on treatment: String) -> [String] {
    disagreements(
      among: gainComparisons.filter { $0.treatment == treatment }, of: gainComparisons.count,
      \.controlStudent)
  }

  /// Likewise on what controls answer.
  func controlFootnotes(on treatment: String) -> [String] {
    disagreements(
      among: controlComparisons.filter { $0.objective == treatment }, of: controlComparisons.count,
      \.question)
  }

  private func disagreements<Pair>(
    among shown: [Comparison<Pair>], of count: Int, _ name: KeyPath<Pair, String>
  ) -> [String] {
    func names(_ isMeant: (PairedDifference) -> Bool) -> String? {
      let meant = shown.filter { isMeant($0.difference) }
      guard !meant.isEmpty else { return nil }
      return meant.map { "\($0.pair[keyPath: name]) (\(probability($0.difference.holmP)))" }
        .joined(separator: ", ")
    }
    let unsure = names { $0.isSeenByIntervalAlone }.map {
      "Intervals exclude zero, but Holm's p (\(count) such comparisons) is above 0.05: \($0)."
    }
    let sure = names { $0.isSeenByTestAlone }.map {
      "Intervals include zero, but Holm's p (\(count) such comparisons) is not above 0.05: \($0)."
    }
    return [unsure, sure].compactMap { $0 }
  }

  /// How many seeds would show a difference of 0.01 for the subject; `nil` if its differences do not say.
  func seedsNote(on treatments: [String]) -> String? {
    let needed = comparisons.filter {
      $0.student == plan.subject && treatments.contains($0.treatment)
    }.compactMap(\.difference.seedsToShow001)
    guard let fewest = needed.min(), let most = needed.max() else { return nil }
    let what = treatments.count == 1 ? "\(treatments[0]) against \(control)" : "by objective"
    return "To show a change of 0.01 for \(plan.subject), \(what), takes about "
      + (fewest == most ? "\(fewest)" : "\(fewest) to \(most)")
      + " seeds (paired t-test, two-sided 5 %, power 80 %)."
  }
}

extension PairedDifference {
  /// Whether the interval excludes zero, but the test, adjusted, does not.
  fileprivate var isSeenByIntervalAlone: Bool {
    guard let holmP else { return false }
    return (verdict == .better || verdict == .worse) && holmP > 0.05
  }

  /// Whether the test, adjusted, excludes zero, but the interval does not.
  fileprivate var isSeenByTestAlone: Bool {
    guard let holmP else { return false }
    return verdict == .noEvidence && holmP <= 0.05
  }
}
