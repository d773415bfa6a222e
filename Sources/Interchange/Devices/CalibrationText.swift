/// JSON as Python writes it, with `NaN` and `Infinity`, which JSON does not have.
enum CalibrationText {
  /// The same with `null` for numbers that are none.
  static func withoutSpecialNumbers(_ bytes: [UInt8]) -> [UInt8] {
    let words = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var (isInText, index) = (false, 0)
    scan: while index < bytes.count {
      let byte = bytes[index]
      if isInText {
        if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
          result += bytes[index...index + 1]
          index += 2
          continue
        }
      } else {
        for word in words where bytes[index...].starts(with: word) {
          result += Array("null".utf8)
          index += word.count
          continue scan
        }
      }
      if byte == UInt8(ascii: "\"") { isInText.toggle() }
      result.append(byte)
      index += 1
    }
    return result
  }
}
