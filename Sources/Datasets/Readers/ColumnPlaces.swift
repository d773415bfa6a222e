import FileFormats

/// Where a file has the columns of a table.
struct ColumnPlaces {
  private(set) var features: [Int] = []
  let label, sampleID: Int?

  /// - Throws: `FileError` if a column is not there, or is a feature and something else.
  init(
    _ table: TableFile, header: [String]?, columnCount: Int, _ file: String
  ) throws(FileError) {
    let columns = NumberedColumns(header: header, count: columnCount, file: file)
    label = try columns.place(table.label)
    sampleID = try columns.place(table.sampleID)
    switch table.features {
    case .columns(let names):
      for name in names { features.append(try columns.place(name)) }
    case .rest(let count):
      features = rest(of: columnCount)
      guard features.count == count else {
        throw FileError(
          badContentsOf: file,
          reason: "\(features.count) columns are features, where \(count) should be")
      }
    }
    try columns.checkFeatures(self)
  }

  /// The columns that are neither labels nor names.
  func rest(of columnCount: Int) -> [Int] {
    (0..<columnCount).filter { $0 != label && $0 != sampleID }
  }
}

/// The columns of a file by their numbers and names.
private struct NumberedColumns {
  let header: [String]?
  let count: Int
  let file: String

  func place(_ column: TableColumn?) throws(FileError) -> Int? {
    guard let column else { return nil }
    return try place(column) as Int
  }

  func place(_ column: TableColumn) throws(FileError) -> Int {
    switch column {
    case .index(let index): try place(index)
    case .name(let name): try place(name)
    }
  }

  private func place(_ index: Int) throws(FileError) -> Int {
    let place = index < 0 ? count + index : index
    guard (0..<count).contains(place) else {
      throw FileError(
        badContentsOf: file, reason: "there is no column \(index); there are 0 to \(count - 1)")
    }
    return place
  }

  private func place(_ name: String) throws(FileError) -> Int {
    guard let header else {
      throw FileError(
        badContentsOf: file,
        reason:
          "the column \(quoted(name)) cannot be found without a header; give its number, from 0")
    }
    let places = header.indices.filter { header[$0] == name }
    guard let place = places.first else {
      throw error(
        "there is no column \(quoted(name)); the nearest is "
          + quoted(nearestName(to: name, in: header)!))
    }
    guard places.count == 1 else { throw error("there are two columns \(quoted(name))") }
    return place
  }

  /// Makes sure that every feature is one once, and nothing else: one that is the label would tell the answer.
  func checkFeatures(_ places: ColumnPlaces) throws(FileError) {
    var known: Set<Int> = []
    for place in places.features {
      let column = "the column " + (header.map { quoted($0[place]) } ?? "\(place)")
      guard known.insert(place).inserted else {
        throw error("\(column) is a feature twice; name it once")
      }
      guard place != places.label && place != places.sampleID else {
        let other = place == places.label ? "the label" : "the sample's id"
        throw error("\(column) is a feature and \(other); leave it out of one")
      }
    }
  }

  private func error(_ reason: String) -> FileError {
    FileError(badContentsOf: file, at: header == nil ? nil : .line(1), reason: reason)
  }
}
