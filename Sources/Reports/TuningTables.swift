import Experiments
import Foundation

// What was tuned, and what was chosen.

extension ExperimentResults {
  /// What was chosen for each arm of the plan, a line each.
  var choiceTable: TextTable? {
    guard let tuning else { return nil }
    var table = TextTable(columns: [
      ("tuned", .left), ("objective", .left), ("of", .right), ("validation", .left),
      ("chosen", .left),
    ])
    table.rows = tuning.arms.map { arm in
      [
        arm.student, arm.objective, "\(arm.candidates.count)",
        meanAndDeviation(arm.best.validationMacroF1),
        arm.candidates.count == 1
          ? "nothing to choose" : settingsInWords(arm.best, among: arm.candidates),
      ]
    }
    return table
  }

  /// Every candidate of every arm that has several.
  var candidateTable: TextTable? {
    guard let tuning else { return nil }
    var table = TextTable(columns: [
      ("student", .left), ("objective", .left), ("settings", .left), ("runs", .right),
      ("validation macro-F1", .left), ("", .left),
    ])
    for arm in tuning.arms where arm.candidates.count > 1 {
      for (index, candidate) in arm.candidates.enumerated() {
        table.rows.append([
          arm.student, arm.objective, settingsInWords(candidate, among: arm.candidates),
          "\(candidate.runs)", meanAndDeviation(candidate.validationMacroF1),
          index == arm.chosen ? "chosen" : "",
        ])
      }
    }
    return table
  }

  /// How it was tuned, in a sentence; `nil` if nothing was.
  var tuningNote: String? {
    tuning.map {
      "Settings were chosen for each arm on the validation part, with the same budget for all: \($0.budget) training runs each."
    }
  }

  /// What tells a candidate from the arm's others: `temperature 2, rate 0.01`.
  private func settingsInWords(
    _ candidate: TunedArm.Candidate, among all: [TunedArm.Candidate]
  ) -> String {
    candidate.settings.enumerated().filter { index, setting in
      all.contains { $0.settings.indices.contains(index) && $0.settings[index] != setting }
    }.map { _, setting in "\(setting.shortName) \(setting.shortValue)" }.joined(separator: ", ")
  }
}

extension TunedSetting {
  /// The last word of the place: `temperature`.
  fileprivate var shortName: String {
    place.split(separator: ".").last.map(String.init) ?? place
  }

  /// The value, numbers with four digits.
  fileprivate var shortValue: String {
    guard case .number(let value) = value else { return "\(value)" }
    return String(format: "%.4g", value)
  }
}
