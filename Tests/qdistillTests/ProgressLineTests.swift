import Testing

@testable import Experiments
@testable import qdistill

@Suite struct ProgressLineTests {
  @Test(
    arguments: [
      (
        RunProgress(total: 510, done: 51, stored: 0), 10,
        "51/510 runs (10%), 5.1 a second, 1:30 left"
      ),
      (
        RunProgress(total: 510, done: 500, stored: 490), 5,
        "500/510 runs (98%), 490 found in the folder, 2.0 a second, 0:05 left"
      ),
      (RunProgress(total: 4, done: 4, stored: 4), 0.1, "4/4 runs (100%), 4 found in the folder"),
    ] as [(RunProgress, Double, String)])
  func rateAndTimeLeftCountOnlyWhatIsComputed(
    progress: RunProgress, elapsed: Double, text: String
  ) {
    #expect(ProgressLine.text(progress, elapsed: elapsed) == text)
  }
}
