/// The classes that a table's labels name.
public struct LabelDescription: Sendable, Hashable, Codable {
  /// A class and its samples.
  public struct Class: Sendable, Hashable, Codable {
    /// What it is called.
    public let name: String
    /// How many samples it has.
    public let sampleCount: Int
    /// Its share of the labelled samples.
    public let share: Double
  }

  /// The classes, in the order in which a plan without an order of its own has them; none if there are more than
  /// ``DataTable/classLimit``.
  public let classes: [Class]
  /// Whether there are more.
  public let hasTooManyClasses: Bool
  /// How many samples have no label.
  public let unlabelledCount: Int
}

/// Labels that come one after the other.
struct LabelTally: Sendable {
  private var counts: [String: Int] = [:]
  private var unlabelledCount = 0

  mutating func add(_ label: String) {
    guard !label.isEmpty else {
      unlabelledCount += 1
      return
    }
    // One more than there may be shows that there are too many.
    if counts.count <= DataTable.classLimit || counts[label] != nil {
      counts[label, default: 0] += 1
    }
  }

  var description: LabelDescription {
    let isTooMany = counts.count > DataTable.classLimit
    let total = counts.values.reduce(0, +)
    let classes = isTooMany ? [] : ClassNames.sorted(Array(counts.keys))
    return LabelDescription(
      classes: classes.map { name in
        LabelDescription.Class(
          name: name, sampleCount: counts[name]!, share: Double(counts[name]!) / Double(total))
      }, hasTooManyClasses: isTooMany, unlabelledCount: unlabelledCount)
  }
}
