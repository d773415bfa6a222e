/// The shapes of points.
enum Marker: String, Sendable, Hashable, CaseIterable {
  case circle, square, triangle, diamond, triangleDown, plus, cross, star

  /// The shape around a point, as a part of an SVG path. All shapes look equally large.
  func path(x: Double, y: Double, radius r: Double) -> String {
    func polygon(_ points: [(Double, Double)]) -> String {
      "M" + points.map { "\(tenths(x + r * $0.0)) \(tenths(y + r * $0.1))" }.joined(separator: "L")
        + "Z"
    }
    switch self {
    case .circle:
      let (radius, diameter) = (tenths(r), tenths(2 * r))
      return "M\(tenths(x - r)) \(tenths(y))a\(radius) \(radius) 0 1 0 \(diameter) 0"
        + "a\(radius) \(radius) 0 1 0 -\(diameter) 0Z"
    case .square: return polygon([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)])
    case .triangle: return polygon([(0, -1.2), (1.1, 0.8), (-1.1, 0.8)])
    case .triangleDown: return polygon([(0, 1.2), (1.1, -0.8), (-1.1, -0.8)])
    case .diamond: return polygon([(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)])
    case .plus:
      return polygon([
        (-0.4, -1.2), (0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2),
        (-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4),
      ])
    case .cross:
      return polygon([
        (-1.1, -0.6), (-0.6, -1.1), (0, -0.5), (0.6, -1.1), (1.1, -0.6), (0.5, 0), (1.1, 0.6),
        (0.6, 1.1), (0, 0.5), (-0.6, 1.1), (-1.1, 0.6), (-0.5, 0),
      ])
    case .star:
      return polygon([
        (0, -1.4), (0.4, -0.45), (1.35, -0.45), (0.6, 0.2), (0.85, 1.15), (0, 0.6), (-0.85, 1.15),
        (-0.6, 0.2), (-1.35, -0.45), (-0.4, -0.45),
      ])
    }
  }
}

/// A length or place in a path, to a tenth of a pixel: paths are long.
func tenths(_ value: Double) -> String {
  ((value * 10).rounded() / 10).svgText
}
