/// Rows under a heading.
struct RowGroup<Content> {
  let heading: String
  let rows: [(label: String, content: Content)]
}

extension Array {
  /// Groups of rows, in order, for as few panels as leave each of them at most so many rows, where a group has no more.
  func panels<Content>(atMost rowCount: Int = 20) -> [[RowGroup<Content>]]
  where Element == RowGroup<Content> {
    rows(width: rowCount) { $0.rows.count }.filter { !$0.isEmpty }.map(Array.init)
  }
}

/// Where the rows of groups are, one below the other, in pixels from the top.
struct RowLayout {
  /// For each group the middle of each of its rows.
  let places: [[Double]]
  /// An axis that begins at the top, with the rows' names as its ticks.
  let axis: Axis
  let height: Double

  init(_ groups: [(heading: String, rows: [String])], rowHeight: Double) {
    var places: [[Double]] = []
    var ticks: [Axis.Tick] = []
    var top = 0.0
    for group in groups {
      if !group.heading.isEmpty {
        top += 20
        ticks.append(.init(value: top - 8, label: group.heading, isHeading: true))
      }
      places.append(group.rows.indices.map { top + (Double($0) + 0.5) * rowHeight })
      ticks += zip(places.last!, group.rows).map { .init(value: $0, label: $1) }
      top += Double(group.rows.count) * rowHeight + 4
    }
    self.places = places
    height = top
    axis = Axis(
      title: "", range: 0...max(top, 1), ticks: ticks, isReversed: true, hasGrid: false,
      hasNames: true)
  }
}
