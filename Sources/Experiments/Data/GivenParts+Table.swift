import Datasets
import FileFormats

extension GivenParts {
  /// One table of all parts, each read once, and the rows of the parts in it.
  ///
  /// - Parameters:
  ///   - name: what a part's file is called in messages.
  ///   - read: the table of a part, with the plan's classes.
  /// - Throws: `FileError` if a part cannot be read, or has a class that the teacher's part has not; `DatasetError` if
  ///   parts do not fit together.
  func table(
    name: (Place) -> String, read: (Place) throws(FileError) -> DataTable
  ) throws -> (table: DataTable, rows: SplitRows) {
    var tables: [DataTable] = []
    var rows: [Place: [Int]] = [:]
    var count = 0
    var transfer: [Int] = []
    for place in places where rows[place] == nil {
      let table = try read(place)
      // A row without a label is in no labelled part; students may learn from it, but for those of the test.
      let isLabelled = (0..<table.sampleCount).map { table.labels[$0] != nil }
      let mayTeach = place == teacher || place == student
      rows[place] = isLabelled.indices.filter { isLabelled[$0] }.map { count + $0 }
      transfer += isLabelled.indices
        .filter { place == self.transfer || (mayTeach && !isLabelled[$0]) }.map { count + $0 }
      count += table.sampleCount
      // The teacher's part is the first.
      if let taught = tables.first?.classSizes {
        for (index, size) in table.classSizes.enumerated() where size > 0 && taught[index] == 0 {
          throw FileError(
            badContentsOf: name(place),
            reason: "it has samples of the class \"\(table.classNames[index])\", but the teacher's "
              + "part, \(name(teacher)), has none")
        }
      }
      tables.append(table)
    }
    return (
      try DataTable(joining: tables),
      SplitRows(
        teacher: rows[teacher]!, student: rows[student]!,
        validation: validation.map { rows[$0]! } ?? [], test: rows[test]!, transfer: transfer)
    )
  }
}
