import Foundation

/// Decimal numbers in bytes, such as `-12.5e-3`, read fast and correctly rounded.
enum DecimalNumber {
  /// The powers of ten that a Double holds exactly.
  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The number that is written in these bytes, with spaces and tabs around it; `nil` if it is none.
  ///
  /// A number is a sign, digits with a point somewhere, and an exponent, or one of `nan`, `inf` and
  /// `infinity` in any case. One that is too large is infinite. Hexadecimal numbers are none.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var (start, end) = (0, bytes.count)
    while start < end && isSpace(bytes[start]) { start += 1 }
    while start < end && isSpace(bytes[end - 1]) { end -= 1 }
    guard start < end else { return nil }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    if isNegative || bytes[start] == UInt8(ascii: "+") { start += 1 }

    var position = start
    var (mantissa, digitCount, exponent) = (UInt64(0), 0, 0)
    var (hasDigits, hasPoint) = (false, false)
    while position < end {
      let byte = bytes[position]
      let digit = byte &- UInt8(ascii: "0")
      if digit < 10 {
        hasDigits = true
        mantissa = mantissa &* 10 &+ UInt64(digit)
        // Zeros before all others are not counted: they make no number longer.
        digitCount += digitCount == 0 && digit == 0 ? 0 : 1
        exponent -= hasPoint ? 1 : 0
      } else if byte == UInt8(ascii: ".") && !hasPoint {
        hasPoint = true
      } else {
        break
      }
      position += 1
    }
    guard hasDigits else { return name(bytes, start, end, isNegative: isNegative) }
    if position < end {
      guard let written = parseExponent(bytes, position, end) else { return nil }
      exponent += written
    }
    // Both numbers are exact, so that the one operation rounds correctly (Clinger, How to Read Floating
    // Point Numbers Accurately, 1990). 19 digits fit into 64 bits.
    if digitCount <= 19 && mantissa <= 1 << 53 && abs(exponent) <= 22 {
      let number =
        exponent < 0
        ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
      return isNegative ? -number : number
    }
    return parseSlowly(bytes, start, end).map { isNegative ? -$0 : $0 }
  }

  /// The exponent from its `e` on.
  private static func parseExponent(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int? {
    guard bytes[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var position = start + 1
    guard position < end else { return nil }
    let isNegative = bytes[position] == UInt8(ascii: "-")
    if isNegative || bytes[position] == UInt8(ascii: "+") { position += 1 }
    guard position < end else { return nil }
    var exponent = 0
    while position < end {
      let digit = bytes[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      // Larger ones change nothing any more, unless a number has as many digits.
      if exponent < 1 << 40 { exponent = exponent * 10 + Int(digit) }
      position += 1
    }
    return isNegative ? -exponent : exponent
  }

  /// A number that is known to be well formed, of any length.
  private static func parseSlowly(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Double? {
    Double(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self))
  }

  /// What is written in letters.
  private static func name(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, isNegative: Bool
  ) -> Double? {
    guard end - start <= 8 else { return nil }
    switch String(decoding: bytes[start..<end], as: UTF8.self).lowercased() {
    case "nan": return .nan
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    default: return nil
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
