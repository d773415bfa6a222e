private typealias Measures = FigureMeasures

extension CircuitColumns.Symbol {
  /// How wide the symbol is, in pixels.
  var figureWidth: Double {
    switch self {
    case .dot: 2 * Measures.dotRadius
    case .plus: 2 * Measures.plusRadius
    case .cross: 2 * Measures.crossArm
    case .box(let name, let angles): BoxLabel(name, angles.joined(separator: ", ")).boxWidth
    case .meter(let text):
      Measures.meterWidth + Measures.meterTextGap
        + IndexedText(text, fontSize: Measures.nameSize).width
    }
  }

  /// From the symbol's left end to the point of the qubit's line where it stands, in pixels.
  var figureAnchor: Double {
    if case .meter = self { Measures.meterWidth / 2 } else { figureWidth / 2 }
  }

  /// The symbol around a point of a qubit's line.
  @SVGBuilder func figure(
    x: Double, y: Double, role: CircuitColumns.Role
  ) -> [SVGElement.Content] {
    switch self {
    case .dot: SVGElement.circle("dot", x: x, y: y, radius: Measures.dotRadius)
    case .plus:
      let arm = Measures.plusRadius
      SVGElement.circle("target", x: x, y: y, radius: arm)
      SVGElement.line("line", from: (x - arm, y), to: (x + arm, y))
      SVGElement.line("line", from: (x, y - arm), to: (x, y + arm))
    case .cross:
      let arm = Measures.crossArm
      SVGElement.line("line", from: (x - arm, y - arm), to: (x + arm, y + arm))
      SVGElement.line("line", from: (x - arm, y + arm), to: (x + arm, y - arm))
    case .box(let name, let angles):
      BoxLabel(name, angles.joined(separator: ", ")).box(x: x, y: y, role: role)
    case .meter(let text): meter(text, x: x, y: y)
    }
  }

  /// A dial with its needle, and the text on its right.
  @SVGBuilder private func meter(_ text: String, x: Double, y: Double) -> [SVGElement.Content] {
    SVGElement.rectangle(
      "box", x: x, y: y, width: Measures.meterWidth, height: Measures.meterHeight, cornerRadius: 2)
    SVGElement(
      "path", ["class": "line", "d": "M\((x - 11).svgText) \((y + 7).svgText)a11 11 0 0 1 22 0"])
    SVGElement.line("line", from: (x, y + 7), to: (x + 8, y - 8))
    SVGElement.text("label", x: x + Measures.meterWidth / 2 + Measures.meterTextGap, y: y + 4.5) {
      IndexedText(text, fontSize: Measures.nameSize).content
    }
  }
}
