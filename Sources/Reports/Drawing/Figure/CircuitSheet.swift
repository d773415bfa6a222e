private typealias Measures = FigureMeasures

/// Circuits one below the other, with what can be said of them, as one picture.
struct CircuitSheet {
  /// A circuit, and what stands above it, if anything does.
  struct Section {
    let heading: String?
    let drawing: CircuitDrawing
  }

  /// What the picture is called. It is not seen in the picture.
  let title: String
  let sections: [Section]

  /// The picture as SVG.
  var svg: String { picture.text }

  /// The picture.
  var picture: SVGPicture {
    let figures = sections.map { CircuitFigure($0.drawing.columns) }
    let width = max(Measures.leastWidth, figures.map(\.width).max()!)
    var parts: [SheetPart] = []
    for (section, figure) in zip(sections, figures) {
      if let heading = section.heading { parts.append(.note(heading, "heading", width: width)) }
      parts.append(SheetPart(height: figure.height) { figure.content })
      parts.append(.note(section.drawing.caption(width: .max), "muted", width: width))
    }
    if let legend = FigureLegend(of: sections.map(\.drawing.columns)) {
      parts.append(SheetPart(height: FigureLegend.height) { legend.content })
    }
    let tops = parts.reduce(into: [Measures.margin]) {
      $0.append($0.last! + $1.height + Measures.partGap)
    }
    return SVGPicture(
      title: title, description: description, width: width + 2 * Measures.margin,
      height: tops.last! - Measures.partGap + Measures.margin, style: CircuitFigure.style
    ) {
      for (part, top) in zip(parts, tops) {
        SVGElement("g", ["transform": "translate(\(Measures.margin.svgText) \(top.svgText))"]) {
          part.content
        }
      }
    }
  }

  private var description: String {
    sections.map { section in
      (section.heading.map { $0 + "\n" } ?? "") + section.drawing.caption(width: .max)
    }.joined()
  }
}

/// A part of a sheet that is drawn from its upper left corner, and over the sheet's width.
private struct SheetPart {
  /// In pixels.
  let height: Double
  let content: [SVGElement.Content]

  init(height: Double, @SVGBuilder content: () -> [SVGElement.Content]) {
    self.height = height
    self.content = content()
  }

  /// Sentences, each on lines of its own.
  static func note(_ text: String, _ className: String, width: Double) -> SheetPart {
    let lines = text.split(separator: "\n").flatMap {
      wrapped(String($0), width: Int(width / Measures.averageLetter), indent: "")
    }
    return SheetPart(height: Double(lines.count) * Measures.noteLine) {
      for (index, line) in lines.enumerated() {
        SVGElement.text(
          "note \(className)", x: 0, y: Double(index) * Measures.noteLine + Measures.angleSize
        ) { IndexedText(line, fontSize: Measures.angleSize).content }
      }
    }
  }
}
