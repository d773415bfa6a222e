/// The values of a column, which come one after the other. Memory does not grow with their number, ids aside.
struct ColumnTally: Sendable {
  private var numbers = NumberTally()
  private var texts = TextTally()
  private var (missing, wordy, infinite, repeated) = (Odd(), Odd(), Odd(), Odd())
  private var lastNumber: Double?
  /// Whether each value so far was the one before plus 1.
  private var countsRows = true
  /// All names, where the column holds the samples'.
  private var names: Set<String>?

  /// - Parameter isID: whether values are names that must differ.
  init(isID: Bool = false) {
    names = isID ? [] : nil
  }

  /// Values of one kind: how many, and the first of them.
  private struct Odd: Sendable {
    var count = 0
    var first: [OddValue] = []

    mutating func add(_ kind: OddValue.Kind, _ place: RowPlace, _ value: String) {
      count += 1
      if count <= OddValue.limit {
        first.append(OddValue(kind: kind, line: place.line, row: place.row, value: value))
      }
    }
  }

  mutating func add(_ number: Double, at place: RowPlace) {
    guard number.isFinite else {
      countsRows = false
      infinite.add(.notFinite, place, "\(number)")
      return
    }
    countsRows = countsRows && (lastNumber.map { number == $0 + 1 } ?? (number == number.rounded()))
    lastNumber = number
    numbers.add(number)
  }

  mutating func add(_ text: String, at place: RowPlace) {
    countsRows = false
    wordy.add(.text, place, text)
    texts.add(text)
  }

  mutating func addMissing(at place: RowPlace) {
    countsRows = false
    missing.add(.missing, place, "")
  }

  /// Takes a sample's name, besides what it is as a value.
  mutating func addName(_ name: String, at place: RowPlace) {
    if names?.insert(name).inserted == false { repeated.add(.repeated, place, name) }
  }

  /// - Parameter role: `nil` if it depends on what the column holds.
  func description(
    index: Int, name: String?, role: ColumnDescription.Role?
  ) -> ColumnDescription {
    let role = role ?? (numbers.count > 0 && numbers.count >= texts.count ? .feature : .other)
    let odd: [Odd] =
      switch role {
      case .feature: [missing, wordy, infinite]
      case .id: [missing, repeated]
      case .label, .other: []
      }
    return ColumnDescription(
      index: index, name: name, role: role, numbers: numbers.summary, texts: texts.summary,
      missingCount: missing.count, oddCount: odd.reduce(0) { $0 + $1.count },
      odd: odd.flatMap(\.first).sorted { $0.row < $1.row },
      countsRows: countsRows && numbers.count > 1)
  }
}

/// Where a row is.
struct RowPlace: Sendable {
  /// The line where it begins, from 1; `nil` in an array.
  let line: Int?
  /// Its number, from 1.
  let row: Int
}
