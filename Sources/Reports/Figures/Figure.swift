import FileFormats

/// A figure of a report, as a value: panels, what their marks mean, and the numbers behind them.
struct Figure: Sendable, Hashable {
  /// What its files are called.
  let name: FigureName
  let title: String
  /// What is to be seen, in sentences.
  let caption: String
  /// Beside each other as far as there is room; groups of them stay together.
  let groups: [[Panel]]
  /// What marks mean.
  let legend: [LegendEntry]
  /// What is drawn.
  let table: Table

  var panels: [Panel] { groups.flatMap { $0 } }

  /// Numbers in long form: a row for each mark.
  struct Table: Sendable, Hashable {
    let columns: [String]
    var rows: [[String]] = []

    /// The table as CSV with a header.
    var csv: String { CSV.text(header: columns, rows: rows) }
  }

  /// A mark, and what it means.
  struct LegendEntry: Sendable, Hashable {
    /// How it looks: as a point, a line or an area.
    enum Shape: Sendable, Hashable {
      case point, line, area
    }

    let label: String
    let shape: Shape
    let style: MarkStyle
  }
}

/// A pair of axes with marks.
struct Panel: Sendable, Hashable {
  /// What stands above it, in one or two lines.
  let title: String
  var subtitle = ""
  /// What is to be seen, with numbers, for those who do not see it.
  let summary: String
  let x, y: Axis
  /// The later ones cover the earlier ones.
  let marks: [Mark]
  /// How wide the panel is with all its texts, in pixels.
  var width = Self.wide
  /// How high the space between the axes is; `nil` for as high as wide.
  var height: Double?

  /// A panel that fills a telephone's width.
  static let wide = 344.0
  /// A panel that fills half of it.
  static let narrow = 168.0
  /// A panel that is shrunk a little on a telephone.
  static let large = 400.0
}

/// A place by both axes' numbers.
struct Place: Sendable, Hashable {
  let x, y: Double
}

/// What can stand in a panel. Numbers are the axes'.
enum Mark: Sendable, Hashable {
  /// Points of one kind, each as wide as twice the radius, in pixels.
  case points([Place], MarkStyle, radius: Double)
  /// A line through places.
  case line([Place], MarkStyle)
  /// Thin lines between what belongs together.
  case pairs([Pair])
  /// The space between two lines.
  case band([Span], MarkStyle)
  /// A horizontal interval.
  case interval(ClosedRange<Double>, y: Double, MarkStyle)
  /// A vertical one.
  case verticalInterval(ClosedRange<Double>, x: Double, MarkStyle)
  /// A line across the panel at a number of the x axis.
  case vertical(Double, MarkStyle)
  /// A line across the panel at a number of the y axis.
  case horizontal(Double, MarkStyle)
  /// Shaded rectangles, from 0 (paper) to 1, each with a text or none.
  case cells([Cell])
  /// Rectangles of one colour, at one of ``areaLevels`` strengths, without gaps between them.
  case areas([Rectangle], color: Int, level: Int)
  /// A remark in place of marks, at the left end.
  case note(String, y: Double)
  /// Names of points, beside them where there is room.
  case labels([Label])

  struct Pair: Sendable, Hashable {
    let from, to: Place
  }

  struct Span: Sendable, Hashable {
    let x, low, high: Double
  }

  struct Rectangle: Sendable, Hashable {
    let x, y: ClosedRange<Double>
  }

  struct Cell: Sendable, Hashable {
    let rectangle: Rectangle
    /// From 0 to 1.
    let shade: Double
    let text: String
  }

  struct Label: Sendable, Hashable {
    let place: Place
    let text: String
  }

  /// How many strengths an area can have.
  static let areaLevels = 3
}

/// How marks look. What they mean can be seen without colours: by shapes and dashes.
struct MarkStyle: Sendable, Hashable {
  /// A colour of ``FigurePalette``; 0 is a grey.
  var color = 0
  var marker = Marker.circle
  var isHollow = false
  /// Whether points have an outline in the paper's colour, to be seen on areas.
  var isOutlined = false
  /// 0 for a whole line; dashes differ up to ``FigurePalette/dashCount``.
  var dash = 0

  /// What is compared with nothing, or what others are compared with.
  static let reference = MarkStyle(color: 0, marker: .circle, isHollow: true, dash: 1)

  /// The style of a plan's objective, by its place: the first is the control.
  static func objective(_ index: Int) -> MarkStyle {
    guard index > 0 else { return .reference }
    let markers: [Marker] = [.diamond, .square, .triangle, .triangleDown, .plus, .cross, .circle]
    return MarkStyle(
      color: 1 + (index - 1) % FigurePalette.colorCount,
      marker: markers[(index - 1) % markers.count],
      dash: (index - 1) / 4 % FigurePalette.dashCount)
  }

  /// The style of a class, by its place.
  static func ofClass(_ index: Int) -> MarkStyle {
    let markers = Marker.allCases
    return MarkStyle(
      color: 1 + index % FigurePalette.colorCount, marker: markers[index % markers.count],
      isOutlined: true)
  }
}
