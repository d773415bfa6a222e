import Testing

@testable import Reports

@Suite struct IndexedTextTests {
  @Test(
    arguments: [
      ("θ12·x0", ["12", "0"], ["θ", "x"]), ("X0Z11", ["0", "11"], []), ("⟨Z⟩", [], []),
      ("x0²", ["0"], ["x"]), ("0.500·x3", ["3"], ["x"]), ("layer 0 of max0, x 5", [], []),
      ("RX-3", [], []), ("", [], []),
    ] as [(String, [String], [String])])
  func digitsOfNumberedSymbolsAreSubscripts(
    text: String, subscripts: [String], variables: [String]
  ) throws {
    let element = SVGElement("text") { IndexedText(text, fontSize: 10).content }
    let parsed = try ParsedElement.parsing(element.xml)
    let spans = parsed.children
    #expect(spans.filter { $0.attributes["font-size"] != nil }.map(\.text) == subscripts)
    #expect(spans.filter { $0.attributes["font-style"] == "italic" }.map(\.text) == variables)
    // Nothing is lost but the tags, and no text after a subscript stays low.
    let plain = element.xml.replacing(/<[^>]*>/, with: "")
    #expect(plain == text)
    var drop = 0.0
    for span in spans {
      drop += span.number("dy") ?? 0
      #expect((drop != 0) == (span.attributes["font-size"] != nil))
    }
  }

  @Test func subscriptsTakeLessRoom() {
    func width(_ text: String) -> Double { IndexedText(text, fontSize: 10).width }
    #expect(width("θ11") < textWidth("θ11", fontSize: 10))
    #expect(width("θ11") > width("θ1") && width("RX") == textWidth("RX", fontSize: 10))
  }
}
