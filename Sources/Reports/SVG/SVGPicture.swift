/// A whole picture, for a file of its own or to stand in an HTML page.
///
/// It needs nothing from elsewhere, and shrinks to the width that there is. Colours follow the reader's choice of a light or
/// a dark screen; on paper, and in programs that know no such choice, they are the light ones. They are written out
/// and not CSS variables, which programs that make PDF of SVG do not know.
struct SVGPicture {
  /// The picture's name, for those who do not see it, and for a window's head.
  let title: String
  /// What is to be seen, in words.
  let description: String
  let width, height: Double
  /// Style sheet rules beyond ``baseStyle``. In a page they hold for the whole page: they begin with `.picture`.
  let style: String
  /// What the style sheet calls pictures of this kind, if anything.
  let className: String
  let content: [SVGElement.Content]

  init(
    title: String, description: String, width: Double, height: Double, style: String,
    className: String = "", @SVGBuilder content: () -> [SVGElement.Content]
  ) {
    self.title = title
    self.description = description
    self.width = width
    self.height = height
    self.style = style
    self.className = className
    self.content = content()
  }

  /// The picture as a file, or a part of a page.
  var text: String { element.xml + "\n" }

  /// The picture as a part of a page that has ``baseStyle`` and ``style`` in its style sheet, once for all pictures.
  ///
  /// - Parameter id: a name that nothing else in the page has, nor begins with.
  func inPage(id: String) -> SVGElement {
    SVGElement(
      "svg",
      [
        "class": classes, "role": "img", "aria-labelledby": "\(id)-title \(id)-text",
        "viewBox": viewBox, "width": width, "height": height,
      ]
    ) {
      SVGElement("title", ["id": "\(id)-title"]) { title }
      SVGElement("desc", ["id": "\(id)-text"]) { description }
      content
    }
  }

  // The title and the description come first and have no ids: these would collide where a page has two pictures.
  private var element: SVGElement {
    SVGElement(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "class": classes, "role": "img",
        "viewBox": viewBox, "width": width, "height": height,
      ]
    ) {
      SVGElement("title") { title }
      SVGElement("desc") { description }
      SVGElement("style") { "\n\(Self.baseStyle)\n\(style)\n" }
      // Ink of one choice must never stand on the paper of the other.
      SVGElement("rect", ["class": "paper", "width": width, "height": height])
      content
    }
  }

  private var classes: String { className.isEmpty ? "picture" : "picture \(className)" }

  private var viewBox: String { "0 0 \(width.svgText) \(height.svgText)" }

  /// Ink and paper, for all pictures alike.
  static let baseStyle = """
    svg.picture { max-width: 100%; height: auto; color-scheme: light dark; color: #1f2328 }
    .picture { font: 13px Helvetica, Arial, 'Liberation Sans', sans-serif }
    .picture text { fill: currentColor }
    .picture .muted { fill: #59636e }
    .picture .paper { fill: #ffffff }
    .picture .line { fill: none; stroke: currentColor; stroke-width: 1.25 }
    @media screen and (prefers-color-scheme: dark) {
      svg.picture { color: #e6edf3 }
      .picture .muted { fill: #9198a1 }
      .picture .paper { fill: #0d1117 }
    }
    """
}
