/// What a column's texts are.
public struct TextSummary: Sendable, Hashable, Codable {
  /// How many there are, at least one.
  public let count: Int
  /// How many of them differ; more than ``TextSummary/distinctLimit`` are not counted.
  public let distinctCount: Int
  /// Up to three of them: the most frequent ones, or, if there are too many to count, the first.
  public let examples: [String]

  /// If as many differ, there may be more.
  public static let distinctLimit = 1000
}

/// Texts that come one after the other. Memory does not grow with their number.
struct TextTally: Sendable {
  private(set) var count = 0
  /// How often each occurs, and which one it is of those that differ.
  private var entries: [String: (count: Int, order: Int)] = [:]

  mutating func add(_ text: String) {
    count += 1
    if let entry = entries[text] {
      entries[text] = (entry.count + 1, entry.order)
    } else if entries.count < TextSummary.distinctLimit {
      entries[text] = (1, entries.count)
    }
  }

  /// `nil` without a text.
  var summary: TextSummary? {
    guard count > 0 else { return nil }
    let isCounted = entries.count < TextSummary.distinctLimit
    let sorted = entries.sorted { left, right in
      isCounted && left.value.count != right.value.count
        ? left.value.count > right.value.count : left.value.order < right.value.order
    }
    return TextSummary(
      count: count, distinctCount: entries.count, examples: sorted.prefix(3).map(\.key))
  }
}
