import Experiments
import Testing

@testable import Reports

@Suite struct ReportTests {
  @Test func theTerminalShowsTablesAndVerdicts() throws {
    let expected = """
      extended-xor: macro-F1 on the test part, mean±sd over 30 paired seeds (0 to 29)
      teacher (1251 parameters) 0.842±0.012; Bayes-optimal ceiling 0.864

      student          params labels      distilled   change 95 % interval    wins
      ---------------- ------ ----------- ----------- ------ ---------------- ----
      classical-195       195 0.768±0.021 0.793±0.021 +0.025 [+0.018, +0.033]  75%
      hybrid-74-frozen     74 0.520±0.021 0.534±0.021 +0.014 [-0.027, +0.059]  75%
      hybrid-74-frozen: 14 of 74 parameters trained

      distilled against labels:
        helps: classical-195
        no evidence either way: hybrid-74-frozen

      students side by side, all distilled:
      hybrid-74-frozen against params ahead by 95 % interval    wins Holm p verdict
      ------------------------ ------ -------- ---------------- ---- ------ -------
      classical-195               195   -0.260 [-0.310, -0.210]  75%  0.012 worse

      hybrid-74-frozen, distilled, beside its controls:
      control      there       ahead by 95 % interval    wins Holm p verdict
      ------------ ----------- -------- ---------------- ---- ------ -----------
      hard-teacher 0.530±0.021   +0.004 [-0.010, +0.020]  75%  0.400 no evidence

      hybrid-74-frozen does neither better nor worse distilled than with labels, as
        far as these seeds show: +0.014 (95 % interval -0.027 to +0.059, better on 75%
        of the seeds, Holm p 0.600).
      hybrid-74-frozen, distilled, is behind classical-195, the best classical
        student: -0.260 (95 % interval -0.310 to -0.210, better on 75% of the seeds,
        Holm p 0.012).
      hybrid-74-frozen gains neither more nor less from that than classical-195, as
        far as these seeds show: -0.011 (95 % interval -0.050 to +0.030, better on 75%
        of the seeds, Holm p 0.031).
      To show a change of 0.01 for hybrid-74-frozen, distilled against labels, takes
        about 77 seeds (paired t-test, two-sided 5 %, power 80 %).

      """
    #expect(try sampleResults().terminalText() == expected)
  }

  @Test(arguments: [20, 40, 60, 79, 80, 200])
  func noLineIsWiderThanTheTerminal(width: Int) throws {
    for line in try sampleResults().terminalText(width: width).split(separator: "\n") {
      // Names and intervals are not broken.
      #expect(line.count <= max(width, 40), "\(line)")
    }
  }

  /// Who is ahead of whom must be as clear as in the table.
  @Test func onANarrowTerminalASubjectKeepsItsName() throws {
    let text = try sampleResults().terminalText(width: 40)
    #expect(text.contains("hybrid-74-frozen against: classical-195\n"))
  }

  @Test func aTableThatIsTooWideBecomesAList() {
    var table = TextTable(columns: [("student", .left), ("params", .right)])
    table.rows = [["hybrid-74", "74"]]
    #expect(table.lines(width: 16) == ["student   params", "--------- ------", "hybrid-74     74"])
    #expect(table.lines(width: 15) == ["student: hybrid-74", "  params: 74"])
    #expect(table.markdown == ["| student | params |", "| :-- | --: |", "| hybrid-74 | 74 |"])
  }

  @Test func columnsAreLeftOutBeforeATableBecomesAList() {
    var table = TextTable([("student", .left)], difference: "change", ("verdict", .left))
    table.rows = [["a", "+0.1", "[+0.0, +0.2]", "75%", "0.012", "+0.625", "better"]]
    let titles = { (width: Int) in table.lines(width: width)[0] }
    let all = "student change 95 % interval wins Holm p Cliff's delta verdict"
    #expect(titles(62) == all && all.count == 62)
    #expect(titles(61) == "student change 95 % interval wins Holm p verdict")
    #expect(titles(47) == "student change 95 % interval wins verdict")
    #expect(titles(40) == "student: a")
  }

  @Test func whereIntervalAndTestDisagreeIsSaid() throws {
    let excluded =
      "Intervals exclude zero, but Holm's p (2 such comparisons) is above 0.05: classical-195 (0.051)."
    #expect(try sampleResults(p: 0.051).effectFootnotes(on: "distilled") == [excluded])
    #expect(try sampleResults(p: 0.049).effectFootnotes(on: "distilled") == [])
    #expect(try sampleResults(seeds: 5, p: 0.051).effectFootnotes(on: "distilled") == [])
    let markdown = try sampleResults(p: 0.051).markdown
    #expect(markdown.contains(excluded))
    #expect(
      markdown.contains(
        "Intervals include zero, but Holm's p (1 such comparisons) is not above 0.05: classical-195 (0.031)."
      ))
    let terminal = try sampleResults(p: 0.051).terminalText(width: 200)
    #expect(terminal.contains(excluded))
  }

  @Test func theSubjectIsComparedWithTheBestClassicalStudent() throws {
    let answers = try sampleResults(withRelu: true).answers(on: "distilled")
    #expect(answers.contains { $0.contains("is behind classical-195, the best classical student") })
    #expect(!answers.contains { $0.contains("classical-75-relu") })
  }

  @Test func fewSeedsGiveNoVerdict() throws {
    let text = try sampleResults(seeds: 5).terminalText()
    #expect(text.contains("too few seeds to say: classical-195, hybrid-74-frozen"))
    #expect(text.contains("With fewer than 10 seeds intervals are too narrow for a verdict."))
    for word in ["helps", "hurts", "better\n", "worse\n"] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test func theSignOfASmallDifferenceIsSeen() {
    #expect(signedBeyondZero(0.0002486) == "+0.0002" && signedBeyondZero(-0.00004) == "-4e-05")
    #expect(signedBeyondZero(0.0182) == "+0.018" && signedBeyondZero(0) == "+0.000")
  }

  @Test func failedSeedsAreSaid() throws {
    #expect(!(try sampleResults().terminalText().contains("failed")))
    let text = try sampleResults(failing: true).terminalText()
    #expect(text.contains("classical-195, labels: 1 of 30 seeds failed."))
  }

  @Test func missingRunsAreSaidApartFromFailedOnes() throws {
    let few = try sampleResults(failing: true, missing: 2).failures
    #expect(few.contains("classical-195, labels: 1 of 30 seeds failed."))
    #expect(few.contains("classical-195, labels: 2 of 30 seeds are missing."))
    #expect(few.contains("The runs of 2 teachers are missing."))
    // Eight arms.
    let many = try sampleResults(withRelu: true, missing: 29)
    #expect(
      many.failures == [
        "The runs of 29 teachers are missing.",
        "232 of 240 students' runs are missing: results.csv says which.",
      ])
    for report in [many.terminalText(width: 200), many.markdown, many.latex] {
      #expect(report.contains("232 of 240 students' runs are missing"))
    }
  }

  @Test func theMarkdownReportAnswersAndTellsHowToRegenerate() throws {
    let markdown = try sampleResults().markdown
    for part in [
      "# extended-xor\n", "## distilled against labels\n",
      "- hybrid-74-frozen, distilled, is behind classical-195, the best classical student: -0.260 "
        + "(95 % interval -0.310 to -0.210, better on 75% of the seeds, Holm p 0.012).",
      "| classical-195 | 195 | 0.768±0.021 | 0.793±0.021 | +0.025 | [+0.018, +0.033] | 75% | <0.001 | +0.625 |",
      "| hybrid-74-frozen | 74 | 60 | 14 | 14 | 8 |",
      "### Controls, distilled\n",
      "| hard-teacher | classical-195 | 0.793±0.021 | distilled-hard-teacher | 0.780±0.021 | +0.013 | [+0.005, +0.020] | 75% | 0.002 | +0.625 | better |",
      "- hard-teacher: is it soft information, or only cleaner labels?",
      "- to regenerate: run the plan in `results.json`", "qdistill 9.9, Swift 6.3, Linux",
    ] {
      #expect(markdown.contains(part), "\(part)")
    }
  }

  @Test(arguments: [2, nil])
  func theNumberOfRunsAtATimeIsSaidIfItIsKnown(jobs: Int?) throws {
    let markdown = try sampleResults(jobs: jobs).markdown
    let end = jobs == nil ? "\n" : ", up to 2 runs at a time\n"
    #expect(markdown.contains("instruction set baseline, single precision" + end))
  }

  /// Whatever it is called.
  @Test func onlyThePapersExperimentIsAReadingOfThePaper() throws {
    let note = "this is our reading of it"
    #expect(try sampleResults(name: "again").markdown.contains(note))
    let other = try SampleReport(name: "extended-xor").report().results
    #expect(other.plan.name == "extended-xor" && !other.markdown.contains(note))
  }

  @Test func numbersThatAreNotThereAreDashes() {
    #expect(score(nil) == "-" && signed(nil) == "-" && percent(nil) == "-" && interval(nil) == "-")
    #expect(meanAndDeviation(Summary([0.5])) == "0.500")
    #expect(meanAndDeviation(Summary([nil])) == "-")
  }
}
