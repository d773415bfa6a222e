/// An element of an SVG picture: attributes, and what is inside, both in order.
///
///     SVGElement("g", ["class": "gate"]) {
///       SVGElement("title") { "rz(θ0) q1" }
///       if isControlled { SVGElement.circle("dot", x: 10, y: 20, radius: 4) }
///     }
struct SVGElement: Sendable, Hashable {
  /// What stands between an element's two tags.
  enum Content: Sendable, Hashable {
    case element(SVGElement)
    case text(String)
  }

  struct Attribute: Sendable, Hashable {
    let name: String
    let value: String
  }

  let name: String
  let attributes: [Attribute]
  let content: [Content]

  /// An element. Texts and values may hold any characters: they are escaped when they are written.
  init(
    _ name: String, _ attributes: KeyValuePairs<String, any SVGValue> = [:],
    @SVGBuilder content: () -> [Content] = { [] }
  ) {
    self.name = name
    self.attributes = attributes.map { Attribute(name: $0, value: $1.svgText) }
    self.content = content()
  }
}

/// Lists what is inside an element: elements, texts and lists of both, with `if` and `for`.
@resultBuilder
enum SVGBuilder {
  typealias Contents = [SVGElement.Content]

  static func buildExpression(_ element: SVGElement) -> Contents { [.element(element)] }
  static func buildExpression(_ contents: Contents) -> Contents { contents }
  static func buildExpression(_ text: String) -> Contents { [.text(text)] }
  static func buildBlock(_ parts: Contents...) -> Contents { parts.flatMap { $0 } }
  static func buildOptional(_ part: Contents?) -> Contents { part ?? [] }
  static func buildEither(first part: Contents) -> Contents { part }
  static func buildEither(second part: Contents) -> Contents { part }
  static func buildArray(_ parts: [Contents]) -> Contents { parts.flatMap { $0 } }
}

/// What an attribute can be.
protocol SVGValue {
  /// The value as the picture has it, not yet escaped.
  var svgText: String { get }
}

extension String: SVGValue {
  var svgText: String { self }
}

extension Int: SVGValue {
  var svgText: String { description }
}

extension Double: SVGValue {
  /// A length or place with two decimals at most: nobody sees a hundredth of a pixel.
  var svgText: String {
    precondition(isFinite, "\(self) is no place in a picture")
    let rounded = (self * 100).rounded() / 100
    // Not -0.
    let text = (rounded + 0).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
