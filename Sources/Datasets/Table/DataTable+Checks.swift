import Tables

extension DataTable {
  /// Makes sure that there can be a table of this size, before anything is allocated for it.
  ///
  /// - Throws: `DatasetError` if it would hold nothing, or too much.
  public static func check(rowCount: Int, columnCount: Int) throws(DatasetError) {
    guard rowCount > 0, columnCount > 0 else {
      throw .emptyTable(rowCount: rowCount, columnCount: columnCount)
    }
    guard rowCount <= elementLimit / columnCount else {
      throw .tableTooLarge(rowCount: rowCount, columnCount: columnCount)
    }
  }

  static func check<Element>(
    _ elements: [Element], _ what: String, _ expected: Int, _ of: String
  ) throws(DatasetError) {
    guard elements.count == expected else {
      throw .wrongCount(elements.count, what, expected: expected, of)
    }
  }

  static func checkDistinct(
    _ names: [String], _ what: String, _ place: String
  ) throws(DatasetError) {
    guard Set(names).count < names.count else { return }
    // Where the second one is matters only now.
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if let first = places.updateValue(index, forKey: name) {
        throw .repeatedName(what, name, "\(place) \(first + 1)", "\(place) \(index + 1)")
      }
    }
  }

  static func checkFinite(
    _ features: Matrix, _ names: [String], _ sampleIDs: [String]?
  ) throws(DatasetError) {
    guard let index = features.elements.firstIndex(where: { !$0.isFinite }) else { return }
    let (row, column) = index.quotientAndRemainder(dividingBy: features.columnCount)
    throw .notFinite(
      "\(features.elements[index])", feature: names[column], place: place(row, sampleIDs))
  }

  /// What a row is called in messages: its number from 1, and its id if it has one.
  static func place(_ row: Int, _ sampleIDs: [String]?) -> String {
    sampleIDs.map { "row \(row + 1) (id \(quoted($0[row])))" } ?? "row \(row + 1)"
  }
}
