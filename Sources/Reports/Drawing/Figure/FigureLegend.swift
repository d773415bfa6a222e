private typealias Measures = FigureMeasures

/// What the boxes' colours and corners say.
struct FigureLegend {
  private let roles: [CircuitColumns.Role]

  /// A legend for all roles that boxes have in these circuits; `nil` if they have but one.
  init?(of circuits: [CircuitColumns]) {
    let boxed = Set(circuits.flatMap(\.columns).flatMap(\.boxedRoles))
    roles = CircuitColumns.Role.allCases.filter(boxed.contains)
    if roles.count < 2 { return nil }
  }

  /// In pixels.
  static let height = 14.0

  private static let boxWidth = 24.0
  private static let textGap = 6.0
  private static let entryGap = 20.0

  /// The legend below and right of the origin.
  @SVGBuilder var content: [SVGElement.Content] {
    for (role, left) in zip(roles, lefts) {
      SVGElement.group(role.rawValue) {
        SVGElement.rectangle(
          "box", x: left + Self.boxWidth / 2, y: Self.height / 2, width: Self.boxWidth,
          height: Self.height, cornerRadius: min(role.cornerRadius, Self.height / 2))
        SVGElement.text("note muted", x: left + Self.boxWidth + Self.textGap, y: Self.height - 3) {
          role.rawValue
        }
      }
    }
  }

  private var lefts: [Double] {
    roles.reduce(into: [0]) { lefts, role in
      lefts.append(
        lefts.last! + Self.boxWidth + Self.textGap
          + textWidth(role.rawValue, fontSize: Measures.angleSize) + Self.entryGap)
    }
  }
}

extension CircuitColumns.Column {
  /// The roles of gates in boxes, and of preparations.
  fileprivate var boxedRoles: [CircuitColumns.Role] {
    switch self {
    case .preparation: [.input]
    case .elements(let elements):
      elements.filter { element in
        element.symbols.values.contains { if case .box = $0 { true } else { false } }
      }.map(\.role)
    }
  }
}
