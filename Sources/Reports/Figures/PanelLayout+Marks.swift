extension PanelLayout {
  /// All marks, the later ones above the earlier ones.
  @SVGBuilder var marks: [SVGElement.Content] {
    for mark in panel.marks { elements(of: mark) }
  }

  @SVGBuilder private func elements(of mark: Mark) -> [SVGElement.Content] {
    switch mark {
    case .points(let places, let style, let radius):
      if !places.isEmpty {
        path(
          style.pointClass(radius: radius),
          places.map { style.marker.path(x: x($0.x), y: y($0.y), radius: radius) }.joined())
      }
    case .line(let places, let style):
      path(style.lineClass("curve"), polyline(places))
    case .pairs(let pairs):
      path("pair", pairs.map { polyline([$0.from, $0.to]) }.joined())
    case .band(let spans, let style):
      if spans.count > 1 {
        path(
          "band c\(style.color)",
          polyline(
            spans.map { Place(x: $0.x, y: $0.low) }
              + spans.reversed().map { Place(x: $0.x, y: $0.high) }) + "Z")
      }
    case .interval(let range, let place, let style):
      let (low, high) = (tenths(x(range.lowerBound)), tenths(x(range.upperBound)))
      let (top, cap) = (tenths(y(place) - Self.capLength), tenths(2 * Self.capLength))
      path(
        "interval c\(style.color)",
        "M\(low) \(top)v\(cap)M\(high) \(top)v\(cap)M\(low) \(tenths(y(place)))H\(high)")
    case .verticalInterval(let range, let place, let style):
      let (low, high) = (tenths(y(range.lowerBound)), tenths(y(range.upperBound)))
      let (left, cap) = (tenths(x(place) - Self.capLength), tenths(2 * Self.capLength))
      path(
        "interval c\(style.color)",
        "M\(left) \(low)h\(cap)M\(left) \(high)h\(cap)M\(tenths(x(place))) \(low)V\(high)")
    case .vertical(let value, let style):
      SVGElement.line(style.lineClass("curve"), from: (x(value), top), to: (x(value), bottom))
    case .horizontal(let value, let style):
      SVGElement.line(style.lineClass("curve"), from: (left, y(value)), to: (right, y(value)))
    case .cells(let cells):
      for cell in cells { elements(of: cell) }
    case .areas(let rectangles, let color, let level):
      path("level\(level) c\(color)", rectangles.map(rectanglePath).joined())
    case .note(let text, let place):
      SVGElement.text("small muted over", x: left + 4, y: y(place) + 4) { text }
    case .labels(let labels): elements(of: labels)
    }
  }

  /// How far the ends of an interval stand out, so that they are seen behind a mean.
  private static let capLength = 5.0

  private func path(_ className: String, _ data: String) -> SVGElement {
    SVGElement("path", ["class": className, "d": data])
  }

  private func polyline(_ places: [Place]) -> String {
    "M" + places.map { "\(tenths(x($0.x))) \(tenths(y($0.y)))" }.joined(separator: "L")
  }

  private func rectanglePath(_ rectangle: Mark.Rectangle) -> String {
    let (x0, x1) = (tenths(x(rectangle.x.lowerBound)), tenths(x(rectangle.x.upperBound)))
    let (y0, y1) = (tenths(y(rectangle.y.lowerBound)), tenths(y(rectangle.y.upperBound)))
    return "M\(x0) \(y0)H\(x1)V\(y1)H\(x0)Z"
  }

  @SVGBuilder private func elements(of cell: Mark.Cell) -> [SVGElement.Content] {
    let (x0, x1) = (x(cell.rectangle.x.lowerBound), x(cell.rectangle.x.upperBound))
    let (y0, y1) = (y(cell.rectangle.y.lowerBound), y(cell.rectangle.y.upperBound))
    if cell.shade > 0 {
      SVGElement(
        "rect",
        [
          "class": "cell c1", "x": min(x0, x1), "y": min(y0, y1), "width": abs(x1 - x0),
          "height": abs(y1 - y0), "fill-opacity": Self.opacity(ofShade: cell.shade),
        ])
    }
    if !cell.text.isEmpty {
      SVGElement.text("tick middle", x: (x0 + x1) / 2, y: (y0 + y1) / 2 + 4) { cell.text }
    }
  }

  /// Not so dark that one cannot read what stands on it.
  private static func opacity(ofShade shade: Double) -> Double { 0.55 * min(max(shade, 0), 1) }

  // MARK: - Names of points

  /// Names beside their points: on the side where there is more room, below each other, with thin lines to where they belong.
  @SVGBuilder private func elements(of labels: [Mark.Label]) -> [SVGElement.Content] {
    let middle = (left + right) / 2
    for isLeft in [false, true] {
      let side = labels.filter { (x($0.place.x) > middle) == isLeft }
        .sorted { y($0.place.y) < y($1.place.y) }
      // All in one column, behind the point that is nearest to it.
      let points = side.map { x($0.place.x) }
      let column =
        isLeft
        ? (points.min() ?? 0) - Self.leaderLength : (points.max() ?? 0) + Self.leaderLength
      for (label, place) in zip(side, spread(side.map { y($0.place.y) })) {
        let point = x(label.place.x)
        let towards = isLeft ? -1.0 : 1
        path(
          "leader",
          "M\(tenths(point + 5 * towards)) \(tenths(y(label.place.y)))"
            + "L\(tenths(column - 3 * towards)) \(tenths(place))")
        SVGElement.text(isLeft ? "small end" : "small", x: column, y: place + 4) { label.text }
      }
    }
  }

  private static let leaderLength = 18.0
  private static let labelDistance = 14.0

  /// These places, in order, moved as little as it takes to have a line's height between them and to be in the panel.
  private func spread(_ places: [Double]) -> [Double] {
    var result = places
    for index in result.indices.dropFirst() {
      result[index] = max(result[index], result[index - 1] + Self.labelDistance)
    }
    var limit = bottom - 6
    for index in result.indices.reversed() {
      result[index] = min(result[index], limit)
      limit = result[index] - Self.labelDistance
    }
    return result
  }
}

extension MarkStyle {
  /// The classes of points: small ones are many, and seen through.
  func pointClass(radius: Double) -> String {
    if isOutlined { return "sample c\(color)" }
    let shape = radius < 3 ? (isHollow ? "hollow" : "dots") : (isHollow ? "large hollow" : "large")
    return "\(shape) c\(color)"
  }

  /// The classes of a line.
  func lineClass(_ name: String) -> String {
    dash == 0 ? "\(name) c\(color)" : "\(name) c\(color) dash\(dash)"
  }
}
