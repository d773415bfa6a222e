import Testing

@testable import Experiments
@testable import qdistill

@Suite struct ProgressLineTests {
  private static func progress(
    _ done: Int, of total: Int, stored: Int = 0, means: [(String, Double)] = []
  ) -> RunProgress {
    RunProgress(
      total: total, done: done, stored: stored,
      means: means.map {
        RunProgress.RunningMean(student: "hybrid-74", objective: $0.0, macroF1: $0.1)
      })
  }

  @Test(
    arguments: [
      (progress(51, of: 510), 10, "51/510 runs (10%), 5.1/s, 1:30 left"),
      (
        progress(500, of: 510, stored: 490), 5,
        "500/510 runs (98%), 490 found in the folder, 2.0/s, 0:05 left"
      ),
      (progress(4, of: 4, stored: 4), 0.1, "4/4 runs (100%), 4 found in the folder"),
      (progress(1, of: 61), 120, "1/61 runs (1%), 0.5/min, 2:00:00 left"),
    ] as [(RunProgress, Double, String)])
  func rateAndTimeLeftCountOnlyWhatIsComputed(
    progress: RunProgress, elapsed: Double, text: String
  ) {
    #expect(ProgressLine.text(progress, elapsed: elapsed) == text)
  }

  @Test func whatDoesNotFitIsLeftOutWhole() {
    let progress = Self.progress(
      123, of: 510, stored: 40, means: [("labels", 0.7694), ("distilled", 0.81)])
    for (width, text) in [
      (
        Int.max,
        "123/510 runs (24%), 40 found in the folder, 8.3/s, 0:47 left, "
          + "hybrid-74: labels 0.769, distilled 0.810"
      ),
      (79, "123/510 runs (24%), 8.3/s, 0:47 left, hybrid-74: labels 0.769, distilled 0.810"),
      (70, "123/510 runs (24%), 8.3/s, 0:47 left, labels 0.769, distilled 0.810"),
      (40, "123/510 runs (24%), 8.3/s, 0:47 left"),
      (20, "123/510 runs (24%)"),
    ] {
      #expect(ProgressLine.text(progress, elapsed: 10, width: width) == text)
    }
  }
}
