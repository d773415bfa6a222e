import RandomStreams
import TestSupport
import Testing

@testable import Datasets

@Suite struct NumberTallyTests {
  private func summary(_ numbers: [Double]) -> NumberSummary? {
    var tally = NumberTally()
    for number in numbers { tally.add(number) }
    return tally.summary
  }

  /// Far from zero the sum of squares would lose all digits.
  @Test(.tags(.reference), arguments: [0.0, 1e9])
  func momentsAreThoseOfAllNumbersAtOnce(offset: Double) throws {
    var stream = RandomStream(seed: 4, name: "numbers")
    let numbers = (0..<1000).map { _ in offset + stream.normal() }
    let mean = numbers.reduce(0) { $0 + ($1 - offset) } / 1000
    let variance = numbers.reduce(0) { $0 + ($1 - offset - mean) * ($1 - offset - mean) } / 1000
    let summary = try #require(self.summary(numbers))
    #expect(summary.count == 1000)
    #expect(summary.min == numbers.min() && summary.max == numbers.max())
    // Of numbers near 1e9 the last bit is 1e-7.
    let tolerance = offset == 0 ? 1e-14 : 1e-6
    #expect(abs(try #require(summary.mean) - offset - mean) < tolerance)
    #expect(abs(try #require(summary.sd) - variance.squareRoot()) < tolerance)
  }

  @Test func oneNumberHasNoDeviationAndNoneHasNothing() {
    #expect(summary([2.5]) == NumberSummary(count: 1, min: 2.5, mean: 2.5, sd: 0, max: 2.5))
    #expect(summary([]) == nil)
  }

  @Test func whatIsBeyondAnyNumberIsNotSaid() throws {
    let huge = try #require(summary([1.7e308, -1.7e308, 1.7e308]))
    #expect(huge.mean == nil && huge.sd == nil && huge.max == 1.7e308)
  }
}
