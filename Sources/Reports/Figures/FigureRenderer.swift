/// Figures as SVG: panels for a page, which flow as there is room, or all in one picture.
struct FigureRenderer {
  let figure: Figure

  init(_ figure: Figure) {
    self.figure = figure
  }

  // MARK: - In a page

  /// The panels, each a picture of its own, in their groups. Their style sheet is the page's.
  var pagePanels: [[SVGElement]] {
    figure.groups.enumerated().map { group, panels in
      panels.enumerated().map { index, panel in
        let layout = PanelLayout(panel)
        return picture(
          title: panelTitle(panel), description: panel.summary, width: panel.width,
          height: layout.height
        ) {
          layout.frame
          layout.marks
          layout.headings
        }.inPage(id: "\(figure.name)-\(group)-\(index)")
      }
    }
  }

  /// What stands beside a legend's text in a page.
  static func swatch(_ entry: Figure.LegendEntry) -> SVGElement {
    SVGElement(
      "svg",
      [
        "class": "picture chart swatch", "viewBox": "0 0 \(swatchWidth.svgText) 12",
        "width": swatchWidth, "height": 12, "aria-hidden": "true",
      ]
    ) { swatchContent(entry) }
  }

  /// The style sheet that panels need.
  static var style: String { SVGPicture.baseStyle + "\n" + FigurePalette.style }

  // MARK: - In a file

  /// The whole figure as a file: its title, what marks mean, and all panels.
  var file: String {
    let rows = fileRows
    let width = max(Self.leastWidth, rows.map { Self.width(of: $0) }.max() ?? 0)
    let legend = figure.legend.rows(width: width) { Self.entryWidth($0) }
    let top = Self.titleHeight + (figure.legend.isEmpty ? 0 : Double(legend.count) * 18 + 6)
    let tops = rows.reduce(into: [top]) { tops, row in
      tops.append(tops.last! + row.map(\.height).max()! + Self.gap)
    }
    return picture(
      title: figure.title,
      description: figure.caption + "\n"
        + figure.panels.map { "\(panelTitle($0)): \($0.summary)" }.joined(separator: "\n"),
      width: width + 2 * Self.margin, height: tops.last! - Self.gap + 2 * Self.margin
    ) {
      SVGElement("g", ["transform": "translate(\(Self.margin.svgText) \(Self.margin.svgText))"]) {
        SVGElement.text("title", x: 0, y: 12) { shortened(figure.title, toWidth: width) }
        for (index, row) in legend.enumerated() where !row.isEmpty {
          legendRow(row, top: Self.titleHeight + Double(index) * 18)
        }
        for (row, top) in zip(rows, tops) { panelRow(row, top: top) }
      }
    }.text
  }

  /// As many groups in a row as there is room for; a group that is wider takes rows of its own.
  private var fileRows: [[PanelLayout]] {
    let groups = figure.groups.map { $0.map(PanelLayout.init) }
    return groups.rows(width: Self.fileWidth + Self.gap) { Self.width(of: $0) + Self.gap }
      .flatMap { groups in
        groups.flatMap { $0 }
          .rows(width: Self.fileWidth + Self.gap) { $0.panel.width + Self.gap }.map(Array.init)
      }
  }

  private static func width(of row: [PanelLayout]) -> Double {
    row.reduce(-gap) { $0 + $1.panel.width + gap }
  }

  @SVGBuilder private func legendRow(
    _ entries: ArraySlice<Figure.LegendEntry>, top: Double
  ) -> [SVGElement.Content] {
    let lefts = entries.reduce(into: [0.0]) { $0.append($0.last! + Self.entryWidth($1)) }
    for (entry, left) in zip(entries, lefts) {
      SVGElement("g", ["transform": "translate(\(left.svgText) \(top.svgText))"]) {
        Self.swatchContent(entry)
        SVGElement.text("small", x: Self.swatchWidth + 6, y: 10) { entry.label }
      }
    }
  }

  @SVGBuilder private func panelRow(
    _ layouts: [PanelLayout], top: Double
  ) -> [SVGElement.Content] {
    let lefts = layouts.reduce(into: [0.0]) { $0.append($0.last! + $1.panel.width + Self.gap) }
    for (layout, left) in zip(layouts, lefts) {
      SVGElement("g", ["transform": "translate(\(left.svgText) \(top.svgText))"]) {
        layout.frame
        layout.marks
        layout.headings
      }
    }
  }

  private static let fileWidth = 720.0
  private static let leastWidth = 300.0
  private static let gap = 16.0
  private static let margin = 12.0
  private static let titleHeight = 24.0
  private static let swatchWidth = 26.0

  private static func entryWidth(_ entry: Figure.LegendEntry) -> Double {
    swatchWidth + 6 + textWidth(entry.label, fontSize: PanelLayout.tickSize) + 16
  }

  // MARK: - Both

  private func picture(
    title: String, description: String, width: Double, height: Double,
    @SVGBuilder content: () -> [SVGElement.Content]
  ) -> SVGPicture {
    SVGPicture(
      title: title, description: description, width: width, height: height,
      style: FigurePalette.style, className: "chart", content: content)
  }

  private func panelTitle(_ panel: Panel) -> String {
    let parts = [panel.title, panel.subtitle].filter { !$0.isEmpty }
    return parts.isEmpty ? figure.title : parts.joined(separator: ", ")
  }

  @SVGBuilder private static func swatchContent(
    _ entry: Figure.LegendEntry
  ) -> [SVGElement.Content] {
    let middle = swatchWidth / 2
    switch entry.shape {
    case .line:
      SVGElement.line(entry.style.lineClass("curve"), from: (0, 6), to: (swatchWidth, 6))
    case .area:
      SVGElement(
        "rect", ["class": "level3 c\(entry.style.color)", "width": swatchWidth, "height": 12])
      SVGElement(
        "path",
        [
          "class": "sample c\(entry.style.color)",
          "d": entry.style.marker.path(x: middle, y: 6, radius: 3.5),
        ])
    case .point:
      SVGElement(
        "path",
        [
          "class": entry.style.pointClass(radius: 4),
          "d": entry.style.marker.path(x: middle, y: 6, radius: 4),
        ])
    }
  }
}
