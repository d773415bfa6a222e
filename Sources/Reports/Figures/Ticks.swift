import Foundation

/// Round numbers in a range: multiples of 1, 2 or 5 times a power of ten, as many as there may be.
///
/// - Returns: the numbers, and how they are written: all with as many decimals.
func roundTicks(
  in range: ClosedRange<Double>, atMost count: Int
) -> [(value: Double, label: String)] {
  let length = range.upperBound - range.lowerBound
  guard length > 0, length.isFinite, count > 0 else {
    return [(range.lowerBound, shortest(range.lowerBound))]
  }
  var exponent = Int(log10(length / Double(count)).rounded(.down)) - 1
  while true {
    for factor in [1.0, 2, 5] {
      let step = factor * pow(10, Double(exponent))
      let first = (range.lowerBound / step - 1e-9).rounded(.up)
      let last = (range.upperBound / step + 1e-9).rounded(.down)
      guard last - first + 1 <= Double(count) else { continue }
      guard last >= first else { return [] }
      return (Int(first)...Int(last)).map { multiple in
        let value = Double(multiple) * step
        let isPlain = exponent > -5 && max(abs(first), abs(last)) * step < 1e6
        return (
          value,
          isPlain ? String(format: "%.\(max(0, -exponent))f", value + 0) : shortest(value)
        )
      }
    }
    exponent += 1
  }
}

/// Round numbers in a range of numbers above zero: 1, 2 and 5 times powers of ten, or only powers, or only every second one, ...:
/// as many as there may be, but one at least if there is a power in the range.
func logarithmicTicks(
  in range: ClosedRange<Double>, atMost count: Int = 6
) -> [(value: Double, label: String)] {
  precondition(range.lowerBound > 0, "a logarithm of \(range.lowerBound)")
  let decades =
    Int(
      log10(range.lowerBound).rounded(.down))...Int(
      log10(range.upperBound).rounded(.up))
  func values(_ factors: [Double], each step: Int) -> [Double] {
    decades.filter { $0.isMultiple(of: step) }
      .flatMap { decade in factors.map { $0 * pow(10, Double(decade)) } }.filter(range.contains)
  }
  let all = values([1, 2, 5], each: 1)
  let powers = (1...decades.count).lazy.map { values([1], each: $0) }
  let chosen = all.count <= count ? all : powers.first { $0.count <= count }!
  return (chosen.isEmpty ? all : chosen).map { ($0, shortest($0)) }
}

/// A number with as few digits as it takes, such as `0.05`, `1200` or `2e+06`.
private func shortest(_ value: Double) -> String {
  value == 0 ? "0" : String(format: abs(value) < 1e6 ? "%.6g" : "%.3g", value)
}
