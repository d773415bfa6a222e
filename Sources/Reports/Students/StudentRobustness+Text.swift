import Experiments

extension StudentRobustness {
  /// What was found: JSON, keys in alphabetical order.
  public func json() throws -> String { try prettyJSON(self) }

  /// What was found, for people: macro-F1 against noise and against shots, and what it means.
  public func terminalText(width: Int = 80) -> String {
    var lines = wrapped(
      "macro-F1 on \(sampleCount) samples; intervals of 95 %, over samples\(plan.shots.isEmpty ? "" : " and \(runs) runs with shots")",
      width: width, indent: "")
    lines += [""]
    lines += wrapped("noise, times \(plan.noise):", width: width, indent: "")
    lines += table(
      "strength", plan.strengths.map { strength($0) }, \.noise, differences?.noise
    ).lines(width: width)
    if !plan.shots.isEmpty {
      lines += ["", "shots, without noise:"]
      lines += table("shots", plan.shots.map { "\($0)" }, \.shots, differences?.shots)
        .lines(width: width)
    }
    lines += [""] + sentences.flatMap { wrapped($0, width: width, indent: "") }
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  private func table(
    _ heading: String, _ settings: [String], _ curve: KeyPath<Curves, [Estimate]>,
    _ differences: [Estimate]?
  ) -> TextTable {
    var table = TextTable(
      columns: [(heading, .right)]
        + students.map { ($0.name, .right) } + (differences == nil ? [] : [("change", .right)]))
    table.rows = settings.indices.map { index in
      [settings[index]]
        + students.map { student in
          let estimate = student[keyPath: curve][index]
          return "\(score(estimate.value)) \(unsignedInterval(estimate.confidence95))"
        }
        + (differences.map {
          ["\(signed($0[index].value)) \(interval($0[index].confidence95))"]
        } ?? [])
    }
    return table
  }

  private var sentences: [String] {
    var sentences = students.compactMap { student in
      student.shotsNeeded.map { "\(student.name): \($0.inWords)." }
    }
    if let spared = differences?.lossSpared {
      let ends = spared.confidence95
      let verdict =
        ends[0] > 0
        ? "\(students[0].name) loses less"
        : ends[1] < 0
          ? "\(students[0].name) loses more"
          : "no difference was found"
      sentences.append(
        "What noise of strength 1 takes from \(students[1].name), less what it takes from \(students[0].name): "
          + "\(signed(spared.value)) (95 % interval \(signedBeyondZero(ends[0])) to \(signedBeyondZero(ends[1]))): \(verdict)."
      )
    }
    return sentences
  }
}

extension ShotsNeeded {
  /// How many shots are enough, in words.
  var inWords: String {
    let share = "95 % of the ideal macro-F1"
    func rounded(_ shots: Double) -> String { "\(Int(shots.rounded(.up)))" }
    guard let shots else { return "the most shots that were tried do not give \(share)" }
    let ends = confidence95.map { $0.map(rounded) ?? "more than were tried" }
    return "\(rounded(shots)) shots give \(share) (95 % interval \(ends[0]) to \(ends[1]))"
  }
}
