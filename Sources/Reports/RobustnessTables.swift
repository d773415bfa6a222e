import Experiments

// How students do under noise and with few shots.

extension RobustnessResult {
  /// Macro-F1 of each arm at each strength of the noise.
  var noiseTable: TextTable {
    table(plan.strengths.map { "x \(strength($0))" }, \.noise) { _ in nil }
  }

  /// Macro-F1 of each arm with each number of shots, and how many are enough.
  var shotTable: TextTable {
    table(plan.shots.map { "\($0)" }, \.shots, last: "for 95 %") { $0.shotsNeeded.map(\.cell) }
  }

  /// What noise of strength 1 changes with each objective, beside what it changes with another.
  var lossTable: TextTable {
    var table = TextTable(
      [
        ("student", .left), ("objective", .left), ("change", .right), ("beside", .left),
        ("change", .right),
      ],
      difference: "spared", ("verdict", .left))
    table.rows = comparisons.map { comparison in
      [
        comparison.student, comparison.treatment,
        signed(change(comparison, of: comparison.treatment)),
        comparison.control, signed(change(comparison, of: comparison.control)),
      ] + comparison.difference.cells + [comparison.difference.verdict.ofRobustness]
    }
    return table
  }

  /// What was looked at, in a sentence.
  var note: String {
    "Noise is \(plan.noise), times the strength, on exact expectation values; shots are without noise. Macro-F1 on the test part; models are "
      + "those of the tables above."
  }

  /// What noise of strength 1 does to each treatment, a sentence each.
  var answers: [String] {
    zip(comparisons, noisyComparisons).map { spared, noisy in
      let (student, treatment, control) = (spared.student, spared.treatment, spared.control)
      let claim =
        switch spared.difference.verdict {
        case .better: "\(student) is more robust \(treatment) than with \(control)"
        case .worse: "\(student) is less robust \(treatment) than with \(control)"
        case .noEvidence:
          "\(student) is neither more nor less robust \(treatment) than with \(control), as far as these seeds show"
        case .tooFewSeeds:
          "too few seeds to say whether \(student) is more robust \(treatment) than with \(control)"
        }
      return
        "\(claim): noise changes its macro-F1 by \(signed(change(spared, of: treatment))) instead of "
        + "\(signed(change(spared, of: control))), a difference of \(spared.difference.inWords). Under that noise it is ahead by "
        + "\(noisy.difference.inWords)."
    }
  }

  private func change(_ comparison: Comparison<ObjectivePair>, of objective: String) -> Double? {
    guard
      let arm = arms.first(where: {
        $0.student == comparison.student && $0.objective == objective
      }), let zero = plan.strengths.firstIndex(of: 0), let one = plan.strengths.firstIndex(of: 1),
      let ideal = arm.noise[zero].mean, let noisy = arm.noise[one].mean
    else { return nil }
    return noisy - ideal
  }

  private func table(
    _ settings: [String], _ curve: KeyPath<Arm, [Summary]>, last: String? = nil,
    _ end: (Arm) -> String?
  ) -> TextTable {
    var table = TextTable(
      columns: [("student", .left), ("objective", .left)] + settings.map { ($0, .right) }
        + (last.map { [($0, .left)] } ?? []))
    table.rows = arms.map { arm in
      [arm.student, arm.objective] + arm[keyPath: curve].map { score($0.mean) }
        + (last == nil ? [] : [end(arm) ?? "-"])
    }
    table.dispensable = settings.count > 4 ? [settings[1], settings[settings.count - 2]] : []
    return table
  }
}

extension Verdict {
  /// Of what noise takes from one arm and another.
  var ofRobustness: String {
    switch self {
    case .better: "more robust"
    case .worse: "less robust"
    case .noEvidence, .tooFewSeeds: ofStudents
    }
  }
}

extension ShotsNeeded {
  /// Such as `58 [45, 86]`.
  var cell: String {
    func text(_ shots: Double?) -> String { shots.map { "\(Int($0.rounded(.up)))" } ?? "more" }
    return "\(text(shots)) [\(text(confidence95[0])), \(text(confidence95[1]))]"
  }
}
