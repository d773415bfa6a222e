/// JSON for people: a key a line in the order given, lists of numbers on one line, lists of lists a line each.
enum JSONText {
  case text(String)
  case integer(Int)
  case numbers([Double])
  case list([JSONText])
  case object([(key: String, value: JSONText)])
  case null
  /// JSON already.
  case raw(String)

  static func texts(_ texts: [String]) -> JSONText { .list(texts.map { .text($0) }) }
  static func integers(_ numbers: [Int]) -> JSONText { .list(numbers.map { .integer($0) }) }
  static func rows(_ rows: [[Double]]) -> JSONText { .list(rows.map { .numbers($0) }) }

  /// The text of a file.
  var file: String { text(indent: "") + "\n" }

  private func text(indent: String) -> String {
    let inner = indent + "  "
    switch self {
    case .text(let text): return Self.quoted(text)
    case .integer(let number): return "\(number)"
    // The shortest digits that are read as the same number.
    case .numbers(let numbers): return "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
    case .null: return "null"
    case .raw(let json): return json
    case .list(let values):
      let texts = values.map { $0.text(indent: inner) }
      guard values.contains(where: \.takesLines) else {
        return "[\(texts.joined(separator: ", "))]"
      }
      return "[\n\(texts.map { inner + $0 }.joined(separator: ",\n"))\n\(indent)]"
    case .object(let entries):
      let lines = entries.map { "\(inner)\(Self.quoted($0.key)): \($0.value.text(indent: inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    }
  }

  private var takesLines: Bool {
    switch self {
    case .text, .integer, .null: false
    case .numbers, .list, .object, .raw: true
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for letter in text.unicodeScalars {
      switch letter {
      case "\"", "\\": quoted += "\\\(letter)"
      case _ where letter.value < 0x20 || letter.value == 0x7f:
        let digits = String(letter.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(letter)
      }
    }
    return quoted + "\""
  }
}
