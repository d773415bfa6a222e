/// Columns of a picture in characters that fit beside each other.
struct TextRow {
  let qubitCount: Int
  let columns: ArraySlice<ColumnText>

  func lines(names: [String], isFirst: Bool, isLast: Bool) -> [String] {
    let blank = String(repeating: " ", count: names[0].count)
    return shownLines.map { line in
      let qubit = line / 3
      let isWire = line % 3 == 1
      var text = isWire ? names[qubit] + (isFirst ? "──" : "«─") : blank + "  "
      var isEnded = false
      for column in columns {
        text += String(column.lines[line])
        isEnded = column.endedQubits.contains(qubit)
        text += isWire && !isEnded ? "─" : " "
      }
      if isWire && !isLast { text += "»" }
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The lines without those that show nothing, as long as one remains between qubits.
  private var shownLines: [Int] {
    let isBare = (0..<3 * qubitCount).map { line in
      columns.allSatisfy { $0.lines[line].allSatisfy { $0 == " " || $0 == "│" } }
    }
    return isBare.indices.filter { line in
      let isOutermost = line == 0 || line == isBare.count - 1
      switch line % 3 {
      case 0: return !isBare[line]
      case 1: return true
      default: return !isBare[line] || (!isOutermost && isBare[line + 1])
      }
    }
  }
}
