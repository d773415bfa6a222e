import Experiments

extension ExperimentResults {
  /// The result as text for a terminal of this width: the tables, and what they say in words.
  public func terminalText(width: Int = 80) -> String {
    var lines = [
      "\(plan.name): macro-F1 on the test part, mean±sd over \(seedPhrase)",
      "teacher (\(teacher.parameters) parameters) \(meanAndDeviation(teacher.macroF1)); "
        + "Bayes-optimal, the ceiling, \(score(bayesOptimalF1))",
      "",
    ]
    for treatment in treatments {
      lines += effectTable(of: treatment).lines(width: width)
      lines += [""] + trainedNotes
      lines += verdictLines(on: treatment).map { "\(treatment) against \(control) \($0)" }
      lines += [""] + subjectTable(with: treatment).lines(width: width) + [""]
    }
    lines += failures
    return lines.flatMap { wrapped($0, width: width) }.joined(separator: "\n") + "\n"
  }

  private var seedPhrase: String {
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

/// Breaks a line at spaces, so that no part is wider than `width` if its words allow; what follows the
/// first part is indented. Aligned table rows are left as they are.
private func wrapped(_ line: String, width: Int) -> [String] {
  guard line.count > width, !line.contains("  ") else { return [line] }
  var parts: [String] = []
  var part = ""
  for word in line.split(separator: " ") {
    if !part.isEmpty && part.count + 1 + word.count > width {
      parts.append(part)
      part = "  " + word
    } else {
      part += part.isEmpty ? String(word) : " " + word
    }
  }
  return parts + [part]
}
