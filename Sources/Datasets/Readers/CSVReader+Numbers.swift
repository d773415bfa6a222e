import FileFormats

extension CSVReader {
  /// Adds the numbers that the row has in these columns.
  ///
  /// - Throws: `FileError`, with line and column, for one that is missing or not finite.
  func appendNumbers(at columns: [Int], to elements: inout [Double]) throws(FileError) {
    for column in columns {
      guard let number = row.double(at: column), number.isFinite else {
        throw error(
          at: column,
          row.isEmpty(at: column)
            ? "the value is missing; fill it in or leave the row out"
            : "\(quoted(row.text(at: column))) is no finite number")
      }
      elements.append(number)
    }
  }
}
