extension CircuitDrawing {
  /// The picture in characters.
  ///
  /// Where it would be wider than `width`, it goes on below; a single column is never broken.
  public func text(width: Int = 80) -> String {
    let names = (0..<columns.qubitCount).map { "q\($0)" }
    let nameWidth = names.last!.count + 1
    // The name, two characters before the first column, and one to say that it goes on.
    let rows = columns.columns.map { ColumnText($0, qubitCount: columns.qubitCount) }
      .rows(width: max(1, width - nameWidth - 3)) { $0.width + 1 }
    return rows.enumerated().map { index, row in
      TextRow(qubitCount: columns.qubitCount, columns: row).lines(
        names: names.map { $0.padding(to: nameWidth) }, isFirst: index == 0,
        isLast: index == rows.count - 1)
    }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func padding(to length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}
