extension CircuitFigure {
  /// How circuits look. The colours of inputs and parameters are apart for all kinds of colour vision.
  static let style = """
    .picture .name, .picture .angles { text-anchor: middle }
    .picture .angles, .picture .note { font-size: \(FigureMeasures.angleSize.svgText)px }
    .picture .qubit { text-anchor: end }
    .picture .heading { font-weight: bold }
    .picture .dashed { stroke-dasharray: 2 2.5 }
    .picture .dot { fill: currentColor }
    .picture .target, .picture .box { fill: #ffffff; stroke: currentColor; stroke-width: 1.25 }
    .picture .input .box { fill: #fdebc8; stroke: #9a5b00 }
    .picture .parameter .box { fill: #d6e9f8; stroke: #0a5ca8 }
    @media screen and (prefers-color-scheme: dark) {
      .picture .target, .picture .box { fill: #0d1117 }
      .picture .input .box { fill: #402d06; stroke: #e3b341 }
      .picture .parameter .box { fill: #12314f; stroke: #6cb6ff }
    }
    """
}
