/// A text with numbered symbols, typeset: of `θ12·x0` the θ and the x are slanted, 12 and 0 are subscripts.
struct IndexedText {
  private enum Run {
    case plain(String)
    case variable(String)
    case index(String)

    var isIndex: Bool { if case .index = self { true } else { false } }
  }

  private let runs: [Run]
  private let fontSize: Double

  init(_ text: String, fontSize: Double) {
    var runs: [Run] = []
    var plain = ""
    var rest = text[...]
    var isInWord = false
    while let character = rest.popFirst() {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      if !isInWord, !digits.isEmpty, "θxqXYZ".contains(character) {
        if !plain.isEmpty { runs.append(.plain(plain)) }
        plain = ""
        runs.append(character.isUppercase ? .plain("\(character)") : .variable("\(character)"))
        runs.append(.index(String(digits)))
        rest = rest.dropFirst(digits.count)
      } else {
        plain.append(character)
        isInWord = character.isLetter
      }
    }
    if !plain.isEmpty { runs.append(.plain(plain)) }
    self.runs = runs
    self.fontSize = fontSize
  }

  private var indexSize: Double { 0.72 * fontSize }
  private var indexDrop: Double { 0.24 * fontSize }

  /// About how wide it is, in pixels.
  var width: Double {
    runs.reduce(0) { width, run in
      switch run {
      case .plain(let text), .variable(let text): width + textWidth(text, fontSize: fontSize)
      case .index(let text): width + textWidth(text, fontSize: indexSize)
      }
    }
  }

  /// What stands in a text element. Subscripts are moved with `dy`: `baseline-shift` is not understood everywhere.
  @SVGBuilder var content: [SVGElement.Content] {
    for (position, run) in runs.enumerated() {
      let isAfterIndex = position > 0 && runs[position - 1].isIndex
      switch run {
      case .index(let text):
        SVGElement("tspan", ["dy": indexDrop, "font-size": indexSize]) { text }
      case .variable(let text) where isAfterIndex:
        SVGElement("tspan", ["dy": -indexDrop, "font-style": "italic"]) { text }
      case .variable(let text): SVGElement("tspan", ["font-style": "italic"]) { text }
      case .plain(let text) where isAfterIndex:
        SVGElement("tspan", ["dy": -indexDrop]) { text }
      case .plain(let text): text
      }
    }
  }
}
