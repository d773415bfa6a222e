private typealias Measures = FigureMeasures

/// What is written into a box: a name, and below it what belongs to it, if anything does.
struct BoxLabel {
  private let name: IndexedText
  private let detail: IndexedText?

  init(_ name: String, _ detail: String) {
    self.name = IndexedText(name, fontSize: Measures.nameSize)
    // Minus signs, not hyphens.
    let typeset = detail.replacing("-", with: "−")
    self.detail = detail.isEmpty ? nil : IndexedText(typeset, fontSize: Measures.angleSize)
  }

  /// How wide a box the label needs, in pixels.
  var boxWidth: Double {
    let text = max(name.width, detail?.width ?? 0)
    return max(Measures.leastBoxWidth, text + 2 * Measures.boxPadding)
  }

  /// The box with its label around a point.
  @SVGBuilder func box(
    x: Double, y: Double, height: Double = Measures.boxHeight, role: CircuitColumns.Role
  ) -> [SVGElement.Content] {
    SVGElement.rectangle(
      "box", x: x, y: y, width: boxWidth, height: height, cornerRadius: role.cornerRadius)
    if let detail {
      SVGElement.text("name", x: x, y: y - 3.5) { name.content }
      SVGElement.text("angles", x: x, y: y + 12) { detail.content }
    } else {
      SVGElement.text("name", x: x, y: y + 4.5) { name.content }
    }
  }
}

extension CircuitColumns.Role {
  /// How round the corners of its boxes are: those of inputs very much, for whoever sees no colours.
  var cornerRadius: Double { self == .input ? 15 : 2 }
}
