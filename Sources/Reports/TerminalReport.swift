import Experiments

extension ExperimentResults {
  /// The result as text for a terminal of this width: the tables, and what they say in words.
  public func terminalText(width: Int = 80) -> String {
    func prose(_ sentence: String) -> [String] { wrapped(sentence, width: width, indent: "") }
    var lines = prose("\(plan.name): macro-F1 on the test part, mean±sd over \(seedPhrase)")
    lines += prose(
      "teacher\(teacherSize) \(meanAndDeviation(teacher.macroF1))"
        + (bayesOptimalF1.map { "; Bayes-optimal ceiling \(score($0))" } ?? ""))
    if treatments.count > 2 {
      // One table a student says more than one an objective.
      for student in plan.students {
        lines += [""] + objectiveTable(of: student.name).lines(width: width)
        lines += objectiveFootnotes(on: student.name).flatMap(prose)
      }
      lines +=
        [""] + (trainedNotes + [seedsNote(on: treatments)].compactMap { $0 }).flatMap(prose)
    } else {
      for treatment in treatments { lines += terminalLines(of: treatment, width: width) }
      for treatment in treatments {
        let answers = answers(on: treatment) + [seedsNote(on: [treatment])].compactMap { $0 }
        lines += [""] + answers.flatMap(prose)
      }
    }
    lines += robustness?.terminalLines(width: width) ?? []
    if let choiceTable, let tuningNote {
      lines += [""] + prose(tuningNote) + choiceTable.lines(width: width)
    }
    lines += [fewSeedsNote].compactMap { $0 }.flatMap(prose)
    lines += failures.isEmpty ? [] : [""] + failures.flatMap(prose)
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  /// What an objective changes, and how the students compare that are trained for it.
  private func terminalLines(of treatment: String, width: Int) -> [String] {
    func prose(_ sentence: String, indent: String = "") -> [String] {
      wrapped(sentence, width: width, indent: indent)
    }
    var lines = [""] + effectTable(of: treatment).lines(width: width)
    lines += trainedNotes.flatMap { prose($0) }
    lines += ["", "\(treatment) against \(control):"]
    lines += verdictLines(on: treatment).flatMap { prose($0, indent: "  ") }
    lines += effectFootnotes(on: treatment).flatMap { prose($0) }
    let beside = subjectTable(with: treatment)
    if !beside.rows.isEmpty {
      lines += ["", "students side by side, all \(treatment):"] + beside.lines(width: width)
      lines += subjectFootnotes(with: treatment).flatMap { prose($0) }
    }
    let controls = shortControlTable(of: treatment)
    if !controls.rows.isEmpty {
      lines += [""] + prose("\(plan.subject), \(treatment), beside its controls:")
      lines += controls.lines(width: width)
    }
    return lines
  }

  /// Such as `30 paired seeds (0 to 29)`.
  var seedPhrase: String {
    let last = plan.firstSeed + plan.seeds - 1
    return plan.seeds == 1
      ? "1 seed (\(last))" : "\(plan.seeds) paired seeds (\(plan.firstSeed) to \(last))"
  }

  private var trainedNotes: [String] {
    plan.students.map { arm($0.name, control) }
      .filter { $0.trainedParameters < $0.parameters }
      .map { "\($0.student): \($0.trainedParameters) of \($0.parameters) parameters trained" }
  }
}

extension RobustnessResult {
  fileprivate func terminalLines(width: Int) -> [String] {
    func prose(_ sentence: String) -> [String] { wrapped(sentence, width: width, indent: "") }
    var lines = [""] + prose("macro-F1 under noise \(plan.noise), times a strength:")
    lines += noiseTable.lines(width: width)
    if !plan.shots.isEmpty {
      lines += ["", "macro-F1 from shots, and how many give 95 % of the ideal one:"]
      lines += shotTable.lines(width: width)
    }
    return lines + [""] + answers.flatMap(prose)
  }
}
