/// The colours and dashes of figures' marks.
///
/// Colours are apart for all kinds of colour vision (after Okabe and Ito's and Tol's), and from the paper by a contrast of at
/// least 3, on a light screen and on a dark one; they are written out and not CSS variables, which programs that make
/// PDF of SVG do not know.
enum FigurePalette {
  private static let light = [
    "#59636e", "#0072b2", "#c44e00", "#00795a", "#a8487f", "#8a6a00", "#332288", "#cc5566",
    "#4b8b2b", "#882255", "#3b7d8c",
  ]
  private static let dark = [
    "#9198a1", "#6cb6ff", "#ff9a57", "#3fcfa0", "#e59acb", "#e3c04a", "#a59bff", "#ff8a94",
    "#a5d86e", "#d779a8", "#8fd3e0",
  ]

  /// How many colours there are beside the grey.
  static let colorCount = light.count - 1
  /// How many kinds of lines there are.
  static let dashCount = 4

  /// Style sheet rules: `c0`, `c1`, ... for colours, `dash1`, ... for lines, and what marks are made of.
  static let style = """
    .chart text { font-size: 12px }
    .chart .title { font-weight: bold }
    .chart .over { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
    .chart .tick, .chart .small { font-size: 11px }
    .chart .end { text-anchor: end }
    .chart .middle { text-anchor: middle }
    .chart .axis { stroke: currentColor; stroke-width: 1; stroke-opacity: 0.55 }
    .chart .grid { stroke: currentColor; stroke-width: 1; stroke-opacity: 0.13 }
    .chart .dots { fill: currentColor; fill-opacity: 0.45 }
    .chart .hollow { fill: none; stroke: currentColor; stroke-width: 1.1; stroke-opacity: 0.75 }
    .chart .large { stroke: currentColor; stroke-width: 1.4; fill: currentColor }
    .chart .large.hollow { fill: #ffffff; stroke-opacity: 1 }
    .chart .interval { fill: none; stroke: currentColor; stroke-width: 1.5 }
    .chart .curve { fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linejoin: round }
    .chart .band { fill: currentColor; fill-opacity: 0.16 }
    .chart .pair { fill: none; stroke: currentColor; stroke-width: 0.8; stroke-opacity: 0.3 }
    .chart .leader { fill: none; stroke: currentColor; stroke-width: 0.8; stroke-opacity: 0.45 }
    .chart .sample { fill: currentColor; stroke: #ffffff; stroke-width: 0.7 }
    .chart .cell { fill: currentColor }
    .chart .level1 { fill: currentColor; fill-opacity: 0.14 }
    .chart .level2 { fill: currentColor; fill-opacity: 0.3 }
    .chart .level3 { fill: currentColor; fill-opacity: 0.5 }
    .chart .dash1 { stroke-dasharray: 5 3 }
    .chart .dash2 { stroke-dasharray: 1.5 2.5 }
    .chart .dash3 { stroke-dasharray: 7 2.5 1.5 2.5 }
    \(rules(light))
    @media screen and (prefers-color-scheme: dark) {
    .chart .large.hollow { fill: #0d1117 }
    .chart .sample, .chart .over { stroke: #0d1117 }
    \(rules(dark))
    }
    """

  private static func rules(_ colors: [String]) -> String {
    colors.enumerated().map { ".chart .c\($0) { color: \($1) }" }.joined(separator: "\n")
  }
}
