import FileFormats
import Tables

extension Dataset {
  /// The samples as comma-separated values: columns `x0`, `x1`, ... and `label`, a row each. Numbers are
  /// written so that reading them gives the same bits.
  public var csv: String {
    let header = (0..<features.columnCount).map { "x\($0)" } + ["label"]
    let rows = (0..<sampleCount).lazy.map { row in
      features[row: row].map { "\($0)" } + ["\(labels[row])"]
    }
    return CSV.text(header: header, rows: rows)
  }
}
