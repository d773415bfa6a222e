import Arithmetic
import Benchmarking
import Testing

@Suite struct TimingTests {
  @Test func theSmallestWorkloadTakesTimeInEveryMode() {
    for mode in BenchmarkMode.allCases {
      let timing = Timing(Workload(1, 1, 1), mode, Arithmetic(.single, .baseline))
      #expect(timing.minSeconds > 0)
      #expect(timing.minSeconds <= timing.medianSeconds)
      #expect(timing.medianSeconds <= timing.p90Seconds)
      #expect(timing.cell == [1, 1, 1] && timing.instructionSet == "baseline")
    }
  }

  /// Of fifty times the work, and of a training step and its forward pass: far enough apart to be told apart anywhere.
  @Test func moreWorkTakesLonger() {
    let arithmetic = Arithmetic(.single, .baseline)
    func seconds(_ workload: Workload, _ mode: BenchmarkMode) -> Double {
      Timing(workload, mode, arithmetic).minSeconds
    }
    #expect(seconds(Workload(8, 4, 32), .vjp) > 5 * seconds(Workload(2, 1, 32), .vjp))
    #expect(seconds(Workload(8, 4, 32), .train) > seconds(Workload(8, 4, 32), .forward))
  }

  @Test func goalsAreTheStandardWorkloads() {
    #expect(Set(Workload.standard).count == 10)
    #expect(Workload.standard.allSatisfy { Goal($0) != nil })
    #expect(Goal(Workload(3, 1, 1)) == nil)
  }
}
