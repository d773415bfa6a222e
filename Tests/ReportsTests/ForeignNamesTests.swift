import Testing

@testable import Experiments
@testable import Reports

/// Names of somebody else's plan do not command a terminal.
@Suite struct ForeignNamesTests {
  private static let name = "\u{1B}[2Jx"

  private func check(_ text: String) {
    #expect(text.contains("\\u{1B}[2Jx"), "\(text)")
    #expect(!text.contains("\u{1B}"))
  }

  @Test func ofResults() throws {
    check(try sampleResults(name: Self.name).terminalText())
  }

  @Test func ofACompression() throws {
    check(try CompressionReportTests().report(teacher: 0.8, name: Self.name).terminalText())
  }

  @Test func ofACheck() {
    let outlook = ExperimentOutlook(
      name: Self.name, inputCount: 2, classCount: 2, partSizes: nil, teachers: [], students: [],
      armCount: 0, seedCount: 1, tuningBudget: 0, seconds: nil)
    check(outlook.terminalText(width: 80, jobs: 1))
    let student = Trainability(student: Self.name, effort: nil, layers: [], inactive: [])
    check([student].terminalText(width: 80, hasData: true))
  }
}
