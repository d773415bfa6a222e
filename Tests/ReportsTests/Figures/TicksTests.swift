import Testing

@testable import Reports

@Suite struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]), (0...1, 5, ["0.0", "0.5", "1.0"]),
    (0.33...0.91, 5, ["0.4", "0.6", "0.8"]), (-0.21...0.32, 5, ["-0.2", "0.0", "0.2"]),
    (0...2000, 3, ["0", "1000", "2000"]), (0...8600, 3, ["0", "5000"]),
    (0.7681...0.7689, 4, ["0.7682", "0.7684", "0.7686", "0.7688"]),
    (-3 ... -1, 3, ["-3", "-2", "-1"]),
    (0...3e7, 4, ["0", "1e+07", "2e+07", "3e+07"]), (5...5, 4, ["5"]),
    (0...2e-6, 3, ["0", "1e-06", "2e-06"]),
  ])
  func ticksAreRoundNumbers(range: ClosedRange<Double>, count: Int, expected: [String]) {
    #expect(roundTicks(in: range, atMost: count).map(\.label) == expected)
  }

  /// Whatever the range: in it, in order, no two alike, and at most as many as asked for.
  @Test func ticksFillTheirRange() {
    for count in 1...8 {
      for length in [1e-9, 0.003, 0.7, 1, 19, 1234, 6e8] {
        for start in [-2.0 * length, -0.37 * length, 0, 0.11 * length] {
          let range = start...start + length
          let ticks = roundTicks(in: range, atMost: count)
          #expect(ticks.count <= count && (count < 4 || ticks.count >= 2), "\(range) \(count)")
          #expect(Set(ticks.map(\.label)).count == ticks.count, "\(range) \(count)")
          #expect(ticks.map(\.value) == ticks.map(\.value).sorted())
          #expect(
            ticks.allSatisfy {
              $0.value >= start - 1e-6 * length && $0.value <= start + length * (1 + 1e-6)
            })
        }
      }
    }
  }

  @Test(arguments: [
    (60.0...260.0, 6, ["100", "200"]), (60...2000, 6, ["100", "200", "500", "1000", "2000"]),
    (0.00004...20, 6, ["0.0001", "0.001", "0.01", "0.1", "1", "10"]),
    (1e-9...1e9, 4, ["1e-05", "1", "100000"]), (3...4, 6, []),
  ])
  func ticksOfALogarithmicAxis(range: ClosedRange<Double>, count: Int, expected: [String]) {
    #expect(logarithmicTicks(in: range, atMost: count).map(\.label) == expected)
  }

  @Test func anAxisHasAllItsNumbers() {
    let axis = Axis.covering([0.2, 0.8], title: "", within: 0...1)
    #expect(
      axis.position(0.2) > 0 && axis.position(0.8) < 1 && abs(axis.position(0.5) - 0.5) < 1e-12)
    #expect(Axis.covering([0, 1], title: "", within: 0...1).range == 0...1)
    #expect(Axis.covering([0.5, 0.5], title: "").range.contains(0.5))
    #expect(Axis.covering([], title: "").ticks.isEmpty == false)
    let names = Axis.names(["a", "b"], title: "", isReversed: true)
    #expect(names.position(0.5) == 0.75 && names.ticks.map(\.label) == ["a", "b"])
    let sizes = Axis.logarithmic(covering: [10, 1000], title: "")
    #expect(abs(sizes.position(100) - 0.5) < 1e-12)
  }
}
