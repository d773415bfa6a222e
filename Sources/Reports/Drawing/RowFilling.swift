extension Array {
  /// The elements in as few rows as possible, in order, each no wider than `width` if one element is not.
  ///
  /// - Parameter length: what an element takes of a row, its distance to the next one included.
  func rows<Length: AdditiveArithmetic & Comparable>(
    width: Length, length: (Element) -> Length
  ) -> [ArraySlice<Element>] {
    var rows: [ArraySlice<Element>] = []
    var start = startIndex
    var used = Length.zero
    for index in indices {
      let length = length(self[index])
      if index > start && used + length > width {
        rows.append(self[start..<index])
        start = index
        used = .zero
      }
      used += length
    }
    return rows + [self[start...]]
  }

  /// As few rows as ``rows(width:length:)`` makes, the widest of them as narrow as can be, so that the last one is not
  /// left with little.
  func balancedRows(width: Double, length: (Element) -> Double) -> [ArraySlice<Element>] {
    func widest(_ rows: [ArraySlice<Element>]) -> Double {
      rows.map { $0.reduce(0) { $0 + length($1) } }.max()!
    }
    var best = rows(width: width, length: length)
    while true {
      let narrower = rows(width: widest(best).nextDown, length: length)
      // One element may be wider than the row that it has for itself.
      guard narrower.count == best.count, widest(narrower) < widest(best) else { return best }
      best = narrower
    }
  }
}
