import Experiments

extension ExperimentResults {
  /// A table for a paper for each treatment, in LaTeX: each student with the control and the treatment, and what lies between them.
  /// It needs the package `booktabs`; names in other scripts than Latin need LuaLaTeX or XeLaTeX, and a font.
  public var latex: String {
    let usage = "% In the preamble: \\usepackage{booktabs}. In the text: \\input{report}."
    return ([usage] + treatments.flatMap(latexTable)).joined(separator: "\n") + "\n"
  }

  private func latexTable(of treatment: String) -> [String] {
    let header =
      ["Student", "Params", latexEscaped(control), latexEscaped(treatment)]
      + ["Change", "95\\,\\% interval", "$p$"]
    let rows = comparisons.filter { $0.treatment == treatment }.map { comparison in
      let (untreated, treated) = (
        arm(comparison.student, control), arm(comparison.student, treatment)
      )
      let difference = comparison.difference
      return [
        latexEscaped(comparison.student), "\(untreated.parameters)", inMath(untreated.macroF1),
        inMath(treated.macroF1), inMath(signed(difference.meanDifference)),
        inMath(interval(difference.confidence95)), inMath(probability(difference.holmP)),
      ]
    }
    func line(_ cells: [String]) -> String {
      "    " + cells.joined(separator: " & ") + " \\\\"
    }
    return ["\\begin{table}", "  \\centering", "  \\caption{\(caption(of: treatment))}"]
      + ["  \\medskip\\footnotesize\\setlength{\\tabcolsep}{2.5pt}"]
      + ["  \\begin{tabular}{@{}lrccrcr@{}}", "    \\toprule", line(header), "    \\midrule"]
      + rows.map(line) + ["    \\bottomrule", "  \\end{tabular}", "\\end{table}"]
  }

  private func caption(of treatment: String) -> String {
    let ceiling =
      bayesOptimalF1.map { " The Bayes-optimal ceiling is \(inMath(score($0)))." } ?? ""
    let failures = failures.map { " " + latexEscaped($0) }.joined()
    return """
      \(latexEscaped(plan.name)): macro-F1 on the test part, mean $\\pm$ standard deviation over \
      \(latexEscaped(seedPhrase)), with \(latexEscaped(control)) and with \(latexEscaped(treatment)). Change: the mean of \
      the paired differences, with its 95\\,\\% BCa bootstrap interval; $p$: Wilcoxon's signed-rank test, two-sided, adjusted after Holm \
      for \(comparisons.count) comparisons. The teacher has \(inMath(teacher.macroF1)).\(ceiling)\(failures)
      """
  }
}

/// A mean and its standard deviation in LaTeX.
private func inMath(_ summary: Summary) -> String {
  inMath(meanAndDeviation(summary).replacing("±", with: " \\pm "))
}

/// A number, or several, as tables have them, in LaTeX; a dash where there is none.
private func inMath(_ number: String) -> String {
  number == "-" ? "--" : "$\(number)$"
}

/// A text that LaTeX prints as it is, whatever characters are in it.
func latexEscaped(_ text: String) -> String {
  var escaped = ""
  var previous: Character?
  for character in text {
    switch character {
    case "\\": escaped += "\\textbackslash{}"
    case "^": escaped += "\\textasciicircum{}"
    case "~": escaped += "\\textasciitilde{}"
    case "<": escaped += "\\textless{}"
    case ">": escaped += "\\textgreater{}"
    case "|": escaped += "\\textbar{}"
    case "\"": escaped += "\\char34{}"
    case "#", "$", "%", "&", "_", "{", "}": escaped += "\\\(character)"
    // Two of these make a dash or a quotation mark; some begin an option where the line before has ended.
    case "-", "'", ",", "`", "*", "[":
      let isSafe = previous != nil && previous != character && !"`*[".contains(character)
      escaped += isSafe ? "\(character)" : "{\(character)}"
    case _ where character.isWhitespace: escaped += " "
    case _ where character.unicodeScalars.contains { $0.properties.generalCategory == .control }:
      escaped += "?"
    default: escaped.append(character)
    }
    previous = character
  }
  return escaped
}
