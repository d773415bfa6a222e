import Experiments

extension ExperimentResults {
  /// The result as a report in Markdown.
  public var markdown: String {
    let lines =
      ["# \(plan.name)", ""] + objectiveLines + treatments.flatMap(treatmentLines)
      + (robustness?.markdownLines ?? []) + otherLines + methodLines
    return lines.joined(separator: "\n") + "\n"
  }

  /// What each of several objectives changes, student by student.
  private var objectiveLines: [String] {
    guard treatments.count > 2 else { return [] }
    var lines = ["## What each objective changes", ""]
    for student in plan.students {
      lines += objectiveTable(of: student.name).markdown + [""]
      lines += objectiveFootnotes(on: student.name).flatMap { [$0, ""] }
    }
    return lines
  }

  private func treatmentLines(_ treatment: String) -> [String] {
    var lines = ["## \(treatment) against \(control)", ""]
    lines +=
      (answers(on: treatment) + [seedsNote(on: [treatment]), fewSeedsNote].compactMap { $0 })
      .map { "- \($0)" } + [""]
    lines += ["Macro-F1 on the test part, mean±sd; the change is paired by seed.", ""]
    lines += effectTable(of: treatment).markdown + [""]
    lines += [
      "The teacher\(teacherSize) has \(meanAndDeviation(teacher.macroF1))."
        + (bayesOptimalF1.map {
          " The ceiling: Bayes' rule, which knows how the data are made, has \(score($0))."
        } ?? ""), "",
    ]
    lines += ["\(treatment) against \(control):", ""]
    lines += verdictLines(on: treatment).map { "- \($0)" } + [""]
    lines += effectFootnotes(on: treatment).flatMap { [$0, ""] }
    lines += ["### Students side by side, \(treatment)", ""]
    lines += subjectTable(with: treatment).markdown + [""]
    lines += subjectFootnotes(with: treatment).flatMap { [$0, ""] }
    let controls = controlTable(of: treatment)
    if !controls.rows.isEmpty {
      lines += ["### Controls, \(treatment)", ""] + controls.markdown + [""]
      lines += controlFootnotes(on: treatment).flatMap { [$0, ""] }
      lines += controlQuestions.map { "- \($0)" } + [""]
    }
    lines += ["### Who gains more, \(treatment) against \(control)", ""]
    lines += gainTable(of: treatment).markdown + [""]
    lines += gainFootnotes(on: treatment).flatMap { [$0, ""] }
    return lines
  }

  /// What a tuning chose, what failed, and what else there is of the students.
  private var otherLines: [String] {
    var lines: [String] = []
    if let candidateTable, let tuningNote {
      lines += ["## Tuning", "", tuningNote, ""] + candidateTable.markdown + [""]
    }
    if !failures.isEmpty {
      lines += ["## Seeds without a score", ""] + failures.map { "- \($0)" } + [""]
    }
    lines += ["## What the students are made of", ""] + parameterTable.markdown + [""]
    lines += ["## Other figures of merit", ""] + metricsTable.markdown + [""]
    return lines
  }

  private var methodLines: [String] {
    ["## Methods", "", methods, "", limits, ""]
      + ["## Provenance", ""] + provenanceFacts.map { "- \($0.name): \($0.fact)" }
      + ["- to regenerate: " + (command.map { "`\($0)`" } ?? "run the plan in `results.json`")]
  }

  private var limits: String {
    [readingNote, testsNote, "All settings stand in `results.json` under `plan`."].compactMap { $0 }
      .joined(separator: " ")
  }
}

extension RobustnessResult {
  fileprivate var markdownLines: [String] {
    var lines = ["## Noise and shots", "", note, ""]
    lines += answers.map { "- \($0)" } + [""]
    lines += noiseTable.markdown + [""]
    if !plan.shots.isEmpty {
      lines += [
        "Against the number of shots, and how many give 95 % of the ideal macro-F1 (95 % interval):",
        "",
      ]
      lines += shotTable.markdown + [""]
    }
    if !comparisons.isEmpty {
      lines += ["What noise of strength 1 changes, beside what it changes elsewhere:", ""]
      lines += lossTable.markdown + [""]
    }
    return lines
  }
}
