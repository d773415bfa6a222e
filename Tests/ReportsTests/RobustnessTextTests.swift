import Experiments
import Testing

@testable import Reports

@Suite struct RobustnessTextTests {
  @Test func everyReportTellsOfNoiseAndShots() throws {
    let report = try HTMLReport.noisySample.get()
    let results = report.results
    let terminal = results.terminalText()
    #expect(
      terminal.contains(
        "\nmacro-F1 under noise depolarizing=0.01,readout=0.02, times a strength:\n"))
    #expect(terminal.contains("\nhybrid  labels    "))
    #expect(terminal.contains("hybrid is more robust distilled than with labels: noise changes"))
    #expect(terminal.split(separator: "\n").allSatisfy { $0.count <= 80 })
    let markdown = results.markdown
    #expect(markdown.contains("## Noise and shots\n") && markdown.contains("| for 95 % |"))
    #expect(
      results.methods.contains(
        "under the noise depolarizing=0.01,readout=0.02 at 4 strengths"))
    #expect(try report.html().contains("<h2 id=\"robustness\">Noise and shots</h2>"))
    // Students without circuits are not looked at.
    #expect(results.robustness?.arms.map(\.student) == ["hybrid", "hybrid"])
  }

  @Test func withoutThePlansWordThereIsNothing() throws {
    let report = try HTMLReport.sample.get()
    #expect(!report.results.terminalText().contains("under noise"))
    #expect(!report.results.markdown.contains("Noise and shots"))
    #expect(try !report.html().contains("Noise and shots"))
  }
}
