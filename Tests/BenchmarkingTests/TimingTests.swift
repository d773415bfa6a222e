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

  @Test func everyStandardWorkloadHasAGoal() {
    #expect(Workload.standard.count == 10)
    #expect(Workload.standard.allSatisfy { Goal($0) != nil })
    #expect(Goal(Workload(3, 1, 1)) == nil)
  }
}
