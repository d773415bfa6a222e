import FileFormats

/// The names of a table's classes: their order, and which label is which.
enum ClassNames {
  /// Makes sure that these names can be classes.
  static func check(_ names: [String]) throws(DatasetError) {
    try checkCount(names)
    try DataTable.checkDistinct(names, "the class", "position")
    guard !names.contains("") else {
      throw .invalidSetting("a class's name", "empty", "some text: an empty label means none")
    }
  }

  /// The names that occur, in numerical order if all are integers, else by Unicode code points.
  static func found(in labels: [String?]) throws(DatasetError) -> [String] {
    let names = Array(Set(labels.lazy.compactMap { $0 }.filter { !$0.isEmpty }))
    try checkCount(names)
    return sorted(names)
  }

  /// The labels as indices of their names, `nil` where there is none.
  static func indices(
    of labels: [String?], in names: [String], _ sampleIDs: [String]?
  ) throws(DatasetError) -> [Int?] {
    let indices = ClassIndices(names)
    var result: [Int?] = []
    result.reserveCapacity(labels.count)
    for (row, label) in labels.enumerated() {
      guard let label, !label.isEmpty else {
        result.append(nil)
        continue
      }
      guard let index = indices[label] else {
        throw .unknownLabel(
          label, place: DataTable.place(row, sampleIDs),
          nearest: nearestName(to: label, in: names)!)
      }
      result.append(index)
    }
    return result
  }

  private static func checkCount(_ names: [String]) throws(DatasetError) {
    guard names.count >= 2 else { throw .tooFewClasses(names) }
    guard names.count <= DataTable.classLimit else { throw .tooManyClasses(names.count) }
  }

  static func sorted(_ names: [String]) -> [String] {
    let integers = names.compactMap(IntegerName.init)
    guard integers.count == names.count else { return names.sorted(by: precedes) }
    return integers.sorted().map(\.text)
  }

  /// The order of Unicode code points, which is that of UTF-8 bytes.
  fileprivate static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

/// The name of a class that is an integer of any length, ordered by its value.
private struct IntegerName: Comparable {
  let text: String
  let isNegative: Bool
  /// Without zeros in front.
  let digits: String.UTF8View.SubSequence

  init?(_ text: String) {
    let sign = text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
    let written = sign ? text.utf8.dropFirst() : text.utf8[...]
    let decimals = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard !written.isEmpty, written.allSatisfy({ decimals.contains($0) }) else { return nil }
    digits = written.drop { $0 == UInt8(ascii: "0") }
    isNegative = text.utf8.first == UInt8(ascii: "-") && !digits.isEmpty
    self.text = text
  }

  static func == (left: Self, right: Self) -> Bool { left.text == right.text }

  static func < (left: Self, right: Self) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    let (small, large) = left.isNegative ? (right, left) : (left, right)
    if small.digits.count != large.digits.count { return small.digits.count < large.digits.count }
    guard small.digits.elementsEqual(large.digits) else {
      return small.digits.lexicographicallyPrecedes(large.digits)
    }
    return ClassNames.precedes(left.text, right.text)
  }
}
