// The shapes that pictures are made of. Lengths are in pixels, y points down.

extension SVGElement {
  /// What belongs together.
  static func group(_ className: String, @SVGBuilder content: () -> [Content]) -> SVGElement {
    SVGElement("g", ["class": className], content: content)
  }

  /// A text that begins at a point, or has its middle or end there, as its class says.
  static func text(
    _ className: String, x: Double, y: Double, @SVGBuilder content: () -> [Content]
  ) -> SVGElement {
    SVGElement("text", ["class": className, "x": x, "y": y], content: content)
  }

  /// A straight line.
  static func line(
    _ className: String, from start: (x: Double, y: Double), to end: (x: Double, y: Double)
  ) -> SVGElement {
    SVGElement(
      "line", ["class": className, "x1": start.x, "y1": start.y, "x2": end.x, "y2": end.y])
  }

  /// A circle around a point.
  static func circle(_ className: String, x: Double, y: Double, radius: Double) -> SVGElement {
    SVGElement("circle", ["class": className, "cx": x, "cy": y, "r": radius])
  }

  /// A rectangle around a point.
  static func rectangle(
    _ className: String, x: Double, y: Double, width: Double, height: Double,
    cornerRadius: Double = 0
  ) -> SVGElement {
    SVGElement(
      "rect",
      [
        "class": className, "x": x - width / 2, "y": y - height / 2, "width": width,
        "height": height, "rx": cornerRadius,
      ])
  }
}
