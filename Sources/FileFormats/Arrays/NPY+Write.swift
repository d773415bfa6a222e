extension NPY {
  /// Writes an array whole or not at all.
  ///
  /// - Throws: `FileError`
  public static func write(
    _ array: NDArray, to path: String, reals precision: RealPrecision = .double
  ) throws(FileError) {
    var writer = try OutputFile.Writer(path)
    try writer.write(encode(array, reals: precision))
    try writer.finish()
  }

  /// The bytes of a file: real numbers as `<f8` or `<f4`, whole ones as `<i8`, bytes as `|u1`, texts as `<U`.
  public static func encode(
    _ array: NDArray, reals precision: RealPrecision = .double
  ) -> [UInt8] {
    switch array.elements {
    case .reals(let numbers):
      var bytes = header(precision == .double ? "<f8" : "<f4", array.shape)
      bytes.append(numbers, precision)
      return bytes
    case .integers(let numbers):
      var bytes = header("<i8", array.shape)
      bytes.append(numbers)
      return bytes
    case .bytes(let numbers):
      return header("|u1", array.shape) + numbers
    case .texts(let texts):
      let width = max(1, texts.map { $0.unicodeScalars.count }.max() ?? 1)
      var bytes = header("<U\(width)", array.shape)
      for text in texts {
        for scalar in text.unicodeScalars { bytes.append(littleEndian: scalar.value) }
        let padding = 4 * (width - text.unicodeScalars.count)
        bytes.append(contentsOf: repeatElement(0, count: padding))
      }
      return bytes
    }
  }

  /// What stands before the elements: a multiple of 64 bytes, with room for a longer first size, as NumPy
  /// leaves it.
  private static func header(_ type: String, _ shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    if let first = shape.first { text += String(repeating: " ", count: 21 - "\(first)".count) }
    // The magic bytes, the version and the length take ten bytes; a line break ends the header.
    let padding = 63 - (10 + text.utf8.count) % 64
    text += String(repeating: " ", count: padding) + "\n"
    var bytes = magic + [1, 0]
    bytes.append(littleEndian: UInt16(text.utf8.count))
    return bytes + Array(text.utf8)
  }
}
