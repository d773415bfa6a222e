/// Where a panel's parts are, in pixels from its upper left corner.
struct PanelLayout {
  let panel: Panel
  /// The space between the axes.
  let left, top, right, bottom: Double
  /// Whether names below the panel are turned, because they are too long to stand beside each other.
  let turnsNames: Bool
  /// The height of the whole panel.
  let height: Double

  static let fontSize = 12.0
  static let tickSize = 11.0
  private static let line = 15.0
  private static let tickGap = 6.0
  /// The largest share of a panel that names of rows take.
  private static let namesShare = 0.42

  init(_ panel: Panel) {
    self.panel = panel
    let rows = panel.y.ticks.filter { !$0.isHeading }
    let names = rows.map { textWidth($0.label, fontSize: Self.tickSize) }.max() ?? 0
    left =
      min(names, Self.namesShare * panel.width) + Self.tickGap
      + (panel.y.title.isEmpty ? 0 : Self.line)
    let labels = panel.x.ticks.map { textWidth($0.label, fontSize: Self.tickSize) }
    right = panel.width - max(6, (labels.last ?? 0) / 2)
    top = Self.line * ((panel.title.isEmpty ? 0 : 1) + (panel.subtitle.isEmpty ? 0 : 1)) + 6
    bottom = top + (panel.height ?? right - left)
    let spacing = (right - left) / Double(max(1, labels.count))
    turnsNames = panel.x.hasNames && (labels.max() ?? 0) > spacing - 3
    let below = turnsNames ? min(labels.max()!, 80) + Self.tickGap : Self.line
    height = bottom + Self.tickGap + below + (panel.x.title.isEmpty ? 0 : Self.line) + 3
  }

  /// Where a number of the x axis is.
  func x(_ value: Double) -> Double { left + panel.x.position(value) * (right - left) }

  /// Where a number of the y axis is: large ones are at the top.
  func y(_ value: Double) -> Double { bottom - panel.y.position(value) * (bottom - top) }

  /// The title, the axes with their ticks, and lines through these.
  @SVGBuilder var frame: [SVGElement.Content] {
    if !panel.title.isEmpty {
      SVGElement.text("title", x: 0, y: 11) { shortened(panel.title, toWidth: panel.width) }
    }
    if !panel.subtitle.isEmpty {
      SVGElement.text("muted", x: 0, y: 26) { shortened(panel.subtitle, toWidth: panel.width) }
    }
    for tick in panel.x.ticks where panel.x.hasGrid {
      SVGElement.line("grid", from: (x(tick.value), top), to: (x(tick.value), bottom))
    }
    for tick in panel.y.ticks where panel.y.hasGrid && !tick.isHeading {
      SVGElement.line("grid", from: (left, y(tick.value)), to: (right, y(tick.value)))
    }
    SVGElement.line("axis", from: (left, bottom), to: (right, bottom))
    if !panel.y.hasNames { SVGElement.line("axis", from: (left, top), to: (left, bottom)) }
    xTicks
    yTicks
    if !panel.x.title.isEmpty {
      SVGElement.text("middle", x: (left + right) / 2, y: height - 5) { panel.x.title }
    }
    if !panel.y.title.isEmpty {
      let middle = (top + bottom) / 2
      SVGElement(
        "text",
        [
          "class": "middle", "x": 10.0, "y": middle,
          "transform": "rotate(-90 10 \(middle.svgText))",
        ]
      ) { panel.y.title }
    }
  }

  @SVGBuilder private var xTicks: [SVGElement.Content] {
    for tick in thinned(panel.x.ticks, length: right - left) {
      let place = x(tick.value)
      if turnsNames {
        let end = bottom + Self.tickGap
        SVGElement(
          "text",
          [
            "class": "tick muted end", "x": place + 4, "y": end,
            "transform": "rotate(-90 \((place + 4).svgText) \(end.svgText))",
          ]
        ) { shortened(tick.label, toWidth: 80, fontSize: Self.tickSize) }
      } else {
        SVGElement.text("tick muted middle", x: place, y: bottom + Self.tickGap + 9) { tick.label }
      }
    }
  }

  @SVGBuilder private var yTicks: [SVGElement.Content] {
    let width = left - Self.tickGap - (panel.y.title.isEmpty ? 0 : Self.line)
    for tick in thinned(panel.y.ticks.filter { !$0.isHeading }, length: bottom - top) {
      SVGElement.text("tick muted end", x: left - Self.tickGap, y: y(tick.value) + 4) {
        shortened(tick.label, toWidth: width + 1, fontSize: Self.tickSize)
      }
    }
  }

  /// Headings of rows, above all marks.
  @SVGBuilder var headings: [SVGElement.Content] {
    for tick in panel.y.ticks where tick.isHeading {
      SVGElement.text("title over", x: 0, y: y(tick.value) + 4) {
        shortened(tick.label, toWidth: panel.width)
      }
    }
  }

  /// Every second tick, or third, ..., where all would touch.
  private func thinned(_ ticks: [Axis.Tick], length: Double) -> [Axis.Tick] {
    let step = max(1, Int((12 * Double(ticks.count) / length).rounded(.up)))
    return ticks.enumerated().filter { $0.offset % step == 0 }.map(\.element)
  }
}

/// As much of a text as fits into a width, in pixels, with an ellipsis if that is not all.
func shortened(
  _ text: String, toWidth width: Double, fontSize: Double = PanelLayout.fontSize
) -> String {
  guard textWidth(text, fontSize: fontSize) > width else { return text }
  var rest = text
  while !rest.isEmpty, textWidth(rest + "…", fontSize: fontSize) > width { rest.removeLast() }
  return rest + "…"
}
