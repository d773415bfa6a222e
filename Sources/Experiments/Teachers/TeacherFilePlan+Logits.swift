import Datasets
import FileFormats
import Tables

extension TeacherFilePlan {
  /// Probabilities in a file are rounded: their sum may differ from 1 by this.
  private static let sumTolerance = 1e-3

  /// The logits of every row of a table, joined by the samples' names, `[rows, classes]`.
  ///
  /// - Throws: `FileError` if a sample is not there, or twice, or there is one that the table has not; if a class has no
  ///   column; if values are no logits or probabilities, or the file is for other data.
  func logits(for table: DataTable) throws(FileError) -> Matrix {
    try checkHash(dataSHA256, of: table)
    return try TableFormat(of: path) == .archive ? logitsOfArchive(table) : logitsOfColumns(table)
  }

  private func checkHash(_ given: String?, of table: DataTable) throws(FileError) {
    guard let given else { return }
    let hash = table.sha256
    guard given.lowercased() == hash else {
      throw FileError(
        badContentsOf: path,
        reason: "it is for data with the SHA-256 \(given), but these have \(hash)")
    }
  }

  // MARK: - CSV

  private func logitsOfColumns(_ table: DataTable) throws(FileError) -> Matrix {
    var reader = try CSVReader(path)
    let idColumn = try column(id ?? "id", of: reader.header!)
    var columns: [Int] = []
    for name in table.classNames { columns.append(try column(name, of: reader.header!)) }
    var rows = JoinedRows(table)
    while try reader.next() {
      let row: Int
      do throws(JoinedRows.Problem) {
        row = try rows.take(reader.row.text(at: idColumn))
      } catch {
        throw reader.error(at: idColumn, error.text)
      }
      for (index, column) in columns.enumerated() {
        guard let value = reader.row.double(at: column), value.isFinite else {
          throw reader.error(at: column, "\"\(reader.row.text(at: column))\" is no finite number")
        }
        rows.values[row, index] = value
      }
      if let problem = problem(with: rows.values[row: row]) {
        throw reader.error(at: columns[problem.column], problem.text)
      }
    }
    return try logits(rows)
  }

  private func column(_ name: String, of header: [String]) throws(FileError) -> Int {
    guard let column = header.firstIndex(of: name) else {
      throw FileError(
        badContentsOf: path, at: .line(1),
        reason: "there is no column \"\(name)\"; it needs \"\(id ?? "id")\" and one for each class")
    }
    guard header.lastIndex(of: name) == column else {
      throw FileError(
        badContentsOf: path, at: .line(1), reason: "there are two columns \"\(name)\"")
    }
    return column
  }

  // MARK: - NPZ

  /// The arrays `ids` and `logits` or `probabilities`, `[samples, classes]`; if they are there, `classes` names the
  /// columns, and `dataSHA256` says which data the teacher has seen.
  private func logitsOfArchive(_ table: DataTable) throws(FileError) -> Matrix {
    let archive = try NPZ(path)
    func error(_ name: String, _ reason: String) -> FileError {
      FileError(badContentsOf: "\(path): \(name)", reason: reason)
    }
    func texts(_ name: String) throws(FileError) -> [String] {
      let array = try archive.array(named: name)
      guard let texts = array.texts ?? array.integers.map({ $0.map { "\($0)" } }) else {
        throw error(name, "it must hold texts or whole numbers")
      }
      return texts
    }
    if archive.names.contains("dataSHA256") {
      try checkHash(try texts("dataSHA256").first, of: table)
    }
    let ids = try texts(id ?? "ids")
    let array = try archive.array(named: values.rawValue)
    guard array.shape == [ids.count, table.classCount], let numbers = array.doubles else {
      throw error(
        values.rawValue,
        "its shape is \(array.shape), where numbers of shape [\(ids.count), \(table.classCount)] should be"
      )
    }
    let classes =
      archive.names.contains("classes") ? try texts("classes") : table.classNames
    guard classes.count == table.classCount, Set(classes) == Set(table.classNames) else {
      throw error(
        "classes", "they are not the data's: \(table.classNames.joined(separator: ", "))")
    }
    let columns = table.classNames.map { classes.firstIndex(of: $0)! }
    var rows = JoinedRows(table)
    for (sample, name) in ids.enumerated() {
      let row: Int
      do throws(JoinedRows.Problem) {
        row = try rows.take(name)
      } catch {
        throw FileError(badContentsOf: path, reason: error.text)
      }
      for (index, column) in columns.enumerated() {
        rows.values[row, index] = numbers[sample * table.classCount + column]
      }
      if let problem = problem(with: rows.values[row: row]) {
        throw error(values.rawValue, "sample \"\(name)\": \(problem.text)")
      }
    }
    return try logits(rows)
  }

  // MARK: - Both

  /// What is wrong with a sample's values, and in which column.
  private func problem(with values: ArraySlice<Double>) -> (column: Int, text: String)? {
    for (column, value) in values.enumerated() {
      if !value.isFinite { return (column, "\(value) is no finite number") }
      if self.values == .probabilities && !(0...1 + Self.sumTolerance).contains(value) {
        return (column, "\(value) is no probability")
      }
    }
    let sum = values.reduce(0, +)
    guard self.values == .probabilities, abs(sum - 1) > Self.sumTolerance else { return nil }
    return (0, "the probabilities sum to \(sum), not 1; are they logits?")
  }

  /// The values of all samples as logits.
  private func logits(_ rows: JoinedRows) throws(FileError) -> Matrix {
    if let missing = rows.missing { throw FileError(badContentsOf: path, reason: missing) }
    var logits = rows.values
    if values == .probabilities {
      logits.elements = logits.elements.map { logarithm(ofProbability: $0) }
    }
    return logits
  }
}

/// Values that come in any order, put in the order of a table's rows.
private struct JoinedRows {
  /// `[rows, classes]`
  var values: Matrix
  private let names: [String]
  private let rows: [String: Int]
  private var isThere: [Bool]

  /// Why a sample cannot be taken.
  struct Problem: Error {
    let text: String
  }

  init(_ table: DataTable) {
    guard let names = table.sampleIDs else { preconditionFailure("a table without names") }
    self.names = names
    rows = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    values = Matrix(rowCount: table.sampleCount, columnCount: table.classCount)
    isThere = Array(repeating: false, count: table.sampleCount)
  }

  /// The row of the sample of that name, which must not have come before.
  mutating func take(_ name: String) throws(Problem) -> Int {
    guard let row = rows[name] else { throw Problem(text: "the data have no sample \"\(name)\"") }
    guard !isThere[row] else { throw Problem(text: "the sample \"\(name)\" is there twice") }
    isThere[row] = true
    return row
  }

  /// Which samples have not come, in words; `nil` if all have.
  var missing: String? {
    guard let first = isThere.firstIndex(of: false) else { return nil }
    let others = isThere.count { !$0 } - 1
    return "the sample \"\(names[first])\" is not in it"
      + (others > 0 ? ", nor are \(others) others" : "")
  }
}
