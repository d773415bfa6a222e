import RandomStreams
import TestSupport
import Testing

@testable import FileFormats

@Suite struct NearestNameTests {
  /// The definition: the shortest way through one edit after another, by recursion.
  @Test(.tags(.reference)) func editDistancesAreTheDefinitions() {
    func distance(_ left: Substring, _ right: Substring) -> Int {
      guard let a = left.first, let b = right.first else { return max(left.count, right.count) }
      let (left, right) = (left, right)
      if a == b { return distance(left.dropFirst(), right.dropFirst()) }
      return 1
        + min(
          distance(left.dropFirst(), right), distance(left, right.dropFirst()),
          distance(left.dropFirst(), right.dropFirst()))
    }
    var stream = RandomStream(seed: 0, name: "edits")
    for _ in 0..<40 {
      let (left, right) = (word(from: &stream), word(from: &stream))
      #expect(editDistance(left, right) == distance(left[...], right[...]))
    }
  }

  private func word(from stream: inout RandomStream) -> String {
    let letters = Array("abc")
    return String((0..<stream.index(below: 6)).map { _ in letters[stream.index(below: 3)] })
  }

  @Test(
    arguments: [
      ("gren", "green", "green"), ("red", "red", "red"), ("violet", "red", nil),
      ("strongly-entangled", "strongly-entangling", "strongly-entangling"), ("x", "red", nil),
    ])
  func aNameIsSuggestedIfItIsNearlyWhatWasWritten(
    written: String, nearest: String, similar: String?
  ) {
    let names = ["red", "green", "strongly-entangling"]
    #expect(nearestName(to: written, in: names) == nearest)
    #expect(similarName(to: written, in: names) == similar)
  }

  @Test func theFirstOfSeveralIsNearest() {
    #expect(nearestName(to: "c", in: ["a", "b"]) == "a" && nearestName(to: "c", in: []) == nil)
    // Every letter would be another.
    #expect(similarName(to: "c", in: ["a", "b"]) == nil)
  }
}
