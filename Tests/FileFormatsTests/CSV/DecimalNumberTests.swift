import RandomStreams
import TestSupport
import Testing

@testable import FileFormats

@Suite struct DecimalNumberTests {
  private func parse(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { DecimalNumber.parse($0) }
  }

  @Test(arguments: [
    ("0", 0.0), ("1", 1), ("+2", 2), ("-3.5", -3.5), (".5", 0.5), ("5.", 5), ("1e3", 1000),
    ("1E+3", 1000), ("12.5e-1", 1.25), (" 7\t", 7), ("00012", 12), ("1e400", .infinity),
    ("-1e400", -.infinity), ("1e-400", 0), ("0e999999999999999999999", 0), ("inf", .infinity),
    ("-Infinity", -.infinity), ("9007199254740993", 9_007_199_254_740_992),
    ("5e-324", .leastNonzeroMagnitude),
    ("2.2250738585072011e-308", .leastNormalMagnitude.nextDown),
    ("1.7976931348623157e308", .greatestFiniteMagnitude),
    ("0.000000000000000000000000000000000000001", 1e-39), ("1e23", 1e23), ("8.5e22", 8.5e22),
    ("1.00000000000000011102230246251565404236316680908203125", 1),
    ("1.00000000000000011102230246251565404236316680908203126", 1.000_000_000_000_000_2),
    // Multiples of 2^64.
    ("18446744073709551616", 0x1p64), ("36893488147419103232", 0x1p65),
    ("1.8446744073709551616", 1.844_674_407_370_955_2),
  ])
  func numbersAreRead(text: String, number: Double) {
    #expect(parse(text) == number)
  }

  @Test func theSignOfZeroIsKept() {
    #expect(parse("-0.0")?.sign == .minus)
    #expect(parse("NaN")?.isNaN == true)
  }

  @Test(arguments: [
    "", " ", "-", "+", ".", "e5", "1e", "1e+", "1 2", "1,5", "0x10", "1.2.3", "--1", "1f", "1e5.0",
    "nan(1)", "infinite", "1_000", "é", "1\u{0}", "\"1",
  ])
  func whatIsNoNumberIsNone(text: String) {
    #expect(parse(text) == nil)
  }

  /// Against the standard library, on numbers of all sizes and with all counts of digits.
  @Test(.tags(.reference, .property)) func allNumbersAreRoundedCorrectly() {
    var stream = RandomStream(seed: 1, name: "decimal numbers")
    for _ in 0..<5000 {
      let number = Double(bitPattern: stream.next())
      guard number.isFinite else { continue }
      #expect(parse(number.description)?.bitPattern == number.bitPattern)
      let digits = String(stream.next()).prefix(Int(stream.next() % 20) + 1)
      let text = "\(stream.next() % 1000).\(digits)e\(Int(stream.next() % 60) - 30)"
      #expect(parse(text) == Double(text), "\(text)")
    }
  }
}
