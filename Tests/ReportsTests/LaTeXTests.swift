import Testing

@testable import Reports

@Suite struct LaTeXTests {
  @Test func aTableForAPaper() throws {
    let latex = try sampleResults().latex
    for part in [
      "% In the preamble: \\usepackage{booktabs}.",
      "    Student & Params & labels & distilled & Change & 95\\,\\% interval & $p$ \\\\\n    \\midrule\n",
      "    classical-195 & 195 & $0.768 \\pm 0.021$ & $0.793 \\pm 0.021$ & $+0.025$ & $[+0.018, +0.033]$ & $<0.001$ \\\\\n",
      "over 30 paired seeds (0 to 29), with labels and with distilled.", "for 2 comparisons.",
      "The teacher has $0.842 \\pm 0.012$. The Bayes-optimal ceiling is $0.864$.}",
    ] {
      #expect(latex.contains(part), "\(part)")
    }
    for environment in ["table", "tabular"] {
      #expect(latex.split(separator: "\\begin{\(environment)}").count == 2)
      #expect(latex.split(separator: "\\end{\(environment)}").count == 2)
    }
  }

  @Test(
    arguments: [
      ("hybrid-74", "hybrid-74"), ("a_b", "a\\_b"), ("50%", "50\\%"), ("R&D", "R\\&D"),
      ("#1", "\\#1"), ("$x$", "\\$x\\$"), ("x^2", "x\\textasciicircum{}2"),
      ("~a", "\\textasciitilde{}a"), ("\\end", "\\textbackslash{}end"), ("{a}", "\\{a\\}"),
      ("a<b>c", "a\\textless{}b\\textgreater{}c"), ("a|b", "a\\textbar{}b"),
      ("\"q\"", "\\char34{}q\\char34{}"), ("a--b", "a-{-}b"), ("``a''", "{`}{`}a'{'}"),
      ("*a", "{*}a"), ("[a", "{[}a"), ("-", "{-}"), ("a\tb", "a b"), ("a\u{1}b", "a?b"),
      ("größer", "größer"),
    ])
  func namesAreEscaped(name: String, latex: String) {
    #expect(latexEscaped(name) == latex)
  }
}
