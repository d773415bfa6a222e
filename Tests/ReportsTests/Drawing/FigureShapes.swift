@testable import Reports

/// What a gate, a preparation or a measurement has in a picture, read back from its SVG.
struct FigureShapes {
  /// What a reader is told of it.
  let title: String
  let role: String
  /// Boxes and circles.
  private(set) var areas: [Area] = []
  /// The line between its qubits.
  private(set) var link: Area?

  /// A rectangle around a shape.
  struct Area: Hashable {
    let left, top, right, bottom: Double

    func overlaps(_ other: Area) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// The shapes of a group that says what it is; `nil` if it does not.
  init?(_ group: ParsedElement) {
    guard group.name == "g", let title = group.child("title") else { return nil }
    self.title = title.text
    role = group.attributes["class"] ?? ""
    for shape in group.children {
      switch shape.name {
      case "rect":
        let (left, top) = (shape.number("x")!, shape.number("y")!)
        areas.append(
          Area(
            left: left, top: top, right: left + shape.number("width")!,
            bottom: top + shape.number("height")!))
      case "circle":
        let (x, y, radius) = (shape.number("cx")!, shape.number("cy")!, shape.number("r")!)
        areas.append(Area(left: x - radius, top: y - radius, right: x + radius, bottom: y + radius))
      default: break
      }
    }
    // It is drawn first, so that the symbols cover it.
    if let first = group.children.dropFirst().first, first.name == "line" {
      let (x, ends) = (first.number("x1")!, [first.number("y1")!, first.number("y2")!])
      link = Area(left: x, top: ends.min()!, right: x, bottom: ends.max()!)
    }
  }

  /// All that are in a picture, in order.
  static func all(in picture: ParsedElement) -> [FigureShapes] {
    picture.all.compactMap { FigureShapes($0) }
  }
}
