import Testing

@testable import Reports

@Suite struct SVGElementTests {
  @Test func elementsStandOnLinesOfTheirOwnButForThoseInTexts() {
    let picture = SVGElement("g", ["class": "gate", "count": 2]) {
      SVGElement("rect", ["x": -0.001, "y": 1.0, "width": 2.345678])
      for name in ["a", "b"] { SVGElement("text") { SVGElement("tspan") { name } } }
      if name.isEmpty { "never" } else { SVGElement("title") { "x" } }
    }
    #expect(
      picture.xml == """
        <g class="gate" count="2">
          <rect x="0" y="1" width="2.35"/>
          <text><tspan>a</tspan></text>
          <text><tspan>b</tspan></text>
          <title>x</title>
        </g>
        """)
  }

  private let name = "g"

  /// What is written is what a reader of XML gets.
  @Test(
    arguments: [
      "</text><script>alert('&amp;')</script>", "a \"quoted\" & <b>", "]]>", "<!--", "x\ny",
      "θ₀ ⟨Z⟩ 🙂",
      "&#0;", "",
    ])
  func textsAndValuesComeBack(text: String) throws {
    let element = SVGElement("text", ["class": text, "id": "end"]) { text }
    let parsed = try ParsedElement.parsing(element.xml)
    #expect(parsed.text == text && parsed.children.isEmpty)
    #expect(parsed.attributes == ["class": text, "id": "end"])
  }

  /// XML has no place for these, however they are escaped.
  @Test(
    arguments: [
      ("\u{1B}[31m", "\\u{1B}[31m"), ("\0", "\\0"), ("\u{9B}", "\\u{009B}"),
      ("\u{FFFE}\u{FFFF}", "\\u{FFFE}\\u{FFFF}"), ("a\r\nb", "a\\r\nb"),
    ])
  func whatXMLCannotSayIsSpelledOut(text: String, expected: String) throws {
    let parsed = try ParsedElement.parsing(SVGElement("text", ["class": text]) { text }.xml)
    #expect(parsed.text == expected && parsed.attributes["class"] == expected)
  }

  /// The other tests of pictures rest on that.
  @Test(arguments: ["", "<a", "<a>", "<a><b></a>", "<a>&</a>", "<a b=\"<\"/>", "<a>\u{1B}</a>"])
  func whatIsNotWellFormedIsNotRead(xml: String) {
    #expect(throws: (any Error).self) { try ParsedElement.parsing(xml) }
  }
}
