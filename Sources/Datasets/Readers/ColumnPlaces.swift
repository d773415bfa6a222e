import FileFormats

/// Where a file has the columns of a table.
struct ColumnPlaces {
  let features: [Int]
  let label, sampleID: Int?

  init(
    _ table: TableFile, header: [String]?, columnCount: Int, _ file: String
  ) throws(FileError) {
    func place(_ column: TableColumn) throws(FileError) -> Int {
      switch column {
      case .index(let index):
        let place = index < 0 ? columnCount + index : index
        guard (0..<columnCount).contains(place) else {
          throw FileError(
            badContentsOf: file,
            reason: "there is no column \(index); there are 0 to \(columnCount - 1)")
        }
        return place
      case .name(let name):
        guard let header else {
          throw FileError(
            badContentsOf: file,
            reason:
              "the column \(quoted(name)) cannot be found without a header; give its number, from 0"
          )
        }
        let places = header.indices.filter { header[$0] == name }
        guard let place = places.first else {
          throw FileError(
            badContentsOf: file, at: .line(1),
            reason: "there is no column \(quoted(name)); the nearest is "
              + quoted(ClassNames.nearest(to: name, in: header)))
        }
        guard places.count == 1 else {
          throw FileError(
            badContentsOf: file, at: .line(1), reason: "there are two columns \(quoted(name))")
        }
        return place
      }
    }
    func optional(_ column: TableColumn?) throws(FileError) -> Int? {
      guard let column else { return nil }
      return try place(column)
    }
    label = try optional(table.label)
    sampleID = try optional(table.sampleID)
    var features: [Int] = []
    switch table.features {
    case .columns(let columns):
      for column in columns { features.append(try place(column)) }
    case .rest(let count):
      let others = Set([label, sampleID].compactMap { $0 })
      features = (0..<columnCount).filter { !others.contains($0) }
      guard features.count == count else {
        throw FileError(
          badContentsOf: file,
          reason: "\(features.count) columns are features, where \(count) should be")
      }
    }
    self.features = features
  }
}
