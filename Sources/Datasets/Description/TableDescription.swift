import FileFormats

/// What a table holds, column by column.
public struct TableDescription: Sendable, Hashable, Codable {
  /// How many samples there are.
  public let rowCount: Int
  /// The columns; of arrays the features, an image's numbers row after row.
  public let columns: [ColumnDescription]
  /// The classes, if it is known where the labels are.
  public let label: LabelDescription?
  /// What the array of the features is; `nil` of a table.
  public let array: ArrayOutline?

  /// How many values a plan would refuse.
  public var oddCount: Int { columns.reduce(0) { $0 + $1.oddCount } }
  /// The columns that are features.
  public var features: [ColumnDescription] { columns.filter { $0.role == .feature } }
}

extension TableFile {
  /// Describes the table in memory that does not grow with its rows, ids aside. Which columns are said to be features does
  /// not matter; if no column is said to hold the labels, one called `label` does.
  ///
  /// - Throws: `FileError` if the file cannot be read, is no table, or has no such column.
  public func describe() throws(FileError) -> TableDescription {
    var reader = try CSVReader(path, separator: separator, hasHeader: hasHeader)
    guard try reader.next() else {
      throw FileError(badContentsOf: reader.name, reason: "there is no row in it")
    }
    let header = reader.header
    let called = header?.contains("label") == true ? TableColumn.name("label") : nil
    let places = try ColumnPlaces(
      TableFile(
        path, hasHeader: hasHeader, label: label ?? called, sampleID: sampleID,
        features: .columns([])),
      header: header, columnCount: reader.row.count, reader.name)
    var columns = (0..<reader.row.count).map { ColumnTally(isID: $0 == places.sampleID) }
    var labels = LabelTally()
    var rowCount = 0
    repeat {
      rowCount += 1
      let place = RowPlace(line: reader.row.line, row: rowCount)
      for column in columns.indices {
        if let number = reader.row.double(at: column) {
          columns[column].add(number, at: place)
        } else if reader.row.isEmpty(at: column) {
          columns[column].addMissing(at: place)
        } else {
          columns[column].add(reader.row.text(at: column), at: place)
        }
      }
      if let column = places.label { labels.add(reader.row.text(at: column)) }
      if let column = places.sampleID, !reader.row.isEmpty(at: column) {
        columns[column].addName(reader.row.text(at: column), at: place)
      }
    } while try reader.next()
    return TableDescription(
      rowCount: rowCount,
      columns: columns.enumerated().map { index, column in
        column.description(
          index: index, name: header?[index],
          role: index == places.label ? .label : index == places.sampleID ? .id : nil)
      }, label: places.label == nil ? nil : labels.description, array: nil)
  }
}

extension ArrayFiles {
  /// Describes the samples in memory that does not grow with their number, ids aside, unless arrays are compressed.
  ///
  /// - Throws: `FileError` if a file cannot be read, or arrays do not fit together.
  public func describe() throws(FileError) -> TableDescription {
    let arrays = try SampleArrays(self)
    let width = arrays.featureCount
    var columns = Array(repeating: ColumnTally(), count: width)
    var ids = ColumnTally(isID: true)
    var labels = LabelTally()
    for rows in arrays.batches {
      let values = try arrays.values(of: rows)
      if let texts = values.texts {
        for (index, text) in texts.enumerated() {
          let place = RowPlace(line: nil, row: rows.lowerBound + index / width + 1)
          columns[index % width].add(text, at: place)
        }
      } else {
        for (index, number) in try arrays.features(of: rows).enumerated() {
          let place = RowPlace(line: nil, row: rows.lowerBound + index / width + 1)
          columns[index % width].add(number, at: place)
        }
      }
      for label in try arrays.labels(of: rows, ClassIndices([])) ?? [] { labels.add(label) }
      for (row, name) in zip(rows, try arrays.ids(of: rows) ?? []) {
        ids.addName(name, at: RowPlace(line: nil, row: row + 1))
      }
    }
    let names = DataTable.featureNames(count: width)
    var descriptions = columns.enumerated().map { index, column in
      column.description(index: index, name: names[index], role: nil)
    }
    if arrays.hasIDs {
      descriptions.append(ids.description(index: width, name: self.ids, role: .id))
    }
    return TableDescription(
      rowCount: arrays.sampleCount, columns: descriptions,
      label: arrays.hasLabels ? labels.description : nil,
      array: ArrayOutline(
        name: features, shape: [arrays.sampleCount] + arrays.sampleShape,
        element: arrays.elementName))
  }
}
