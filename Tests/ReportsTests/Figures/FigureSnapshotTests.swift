import Foundation
import TestSupport
import Testing

@testable import Reports

/// Figures' files as they were when somebody looked at them.
///
/// After a change that is meant: `QDISTILL_NEW_SNAPSHOTS=1 swift test --filter FigureSnapshotTests`, look at
/// `Tests/ReportsTests/Golden/*.svg` in a browser, on a light and a dark screen, and commit them.
@Suite struct FigureSnapshotTests {
  // The sample tunes nothing, and looks at no noise.
  private static let names = FigureName.ofReports.filter {
    ![.tuning, .noise, .shots].contains($0)
  }

  @Test(.tags(.golden), arguments: names)
  func figuresLookAsTheyDid(name: FigureName) throws {
    let figures = try HTMLReport.sample.get().figures
    #expect(figures.map(\.name) == Self.names)
    try check(try #require(figures.first { $0.name == name }))
  }

  @Test(.tags(.golden), arguments: [FigureName.noise, .shots])
  func noiseAndShotsLookAsTheyDid(name: FigureName) throws {
    let report = try HTMLReport.noisySample.get()
    try check(try #require(report.figures.first { $0.name == name }))
  }

  @Test(.tags(.golden)) func manyObjectivesLookAsTheyDid() throws {
    let figures = try SampleReport(seeds: 3, treatments: 5).report().figures
    for name in [FigureName.learningCurves, .parameters] {
      try check(try #require(figures.first { $0.name == name }), as: "\(name)-many")
    }
  }

  @Test(.tags(.golden)) func aHeatMapLooksAsItDid() throws {
    try check(FigureTests.heatMap)
  }

  private func check(_ figure: Figure, as name: String? = nil) throws {
    let file = "\(name ?? figure.name.rawValue).svg"
    let picture = FigureRenderer(figure).file
    if ProcessInfo.processInfo.environment["QDISTILL_NEW_SNAPSHOTS"] != nil {
      let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Golden")
      try picture.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
      return
    }
    let url = Bundle.module.bundleURL.appending(path: "Golden/\(file)")
    let expected = try String(contentsOf: url, encoding: .utf8)
    let lines = (picture.split(separator: "\n"), expected.split(separator: "\n"))
    let difference = zip(lines.0, lines.1).first { $0 != $1 }
    #expect(
      picture == expected,
      "\(file): \(difference.map { "\($0.0) was \($0.1)" } ?? "\(lines.0.count) lines were \(lines.1.count)")"
    )
  }
}
