/// What is compared with what, and the difference in macro-F1, seed by seed.
///
/// In a result file both stand side by side in one object.
@dynamicMemberLookup
public struct Comparison<Pair: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
  /// What is compared with what.
  public let pair: Pair
  /// The difference in macro-F1.
  public internal(set) var difference: PairedDifference

  init(_ pair: Pair, _ difference: PairedDifference) {
    self.pair = pair
    self.difference = difference
  }

  /// The names of what is compared, as if they were the comparison's own.
  public subscript(dynamicMember name: KeyPath<Pair, String>) -> String {
    pair[keyPath: name]
  }

  /// Reads a comparison of a result file.
  public init(from decoder: any Decoder) throws {
    pair = try Pair(from: decoder)
    difference = try PairedDifference(from: decoder)
  }

  /// Writes a comparison as a result file has it.
  public func encode(to encoder: any Encoder) throws {
    try pair.encode(to: encoder)
    try difference.encode(to: encoder)
  }
}

extension Array {
  /// These comparisons as one table: their p values adjusted after Holm for all of them.
  func adjustedAsTable<Pair>() -> Self where Element == Comparison<Pair> {
    zip(self, holmAdjusted(map(\.difference.wilcoxonP))).map { comparison, p in
      var comparison = comparison
      comparison.difference.holmP = p
      return comparison
    }
  }
}

/// What an objective changes for a student.
public struct ObjectivePair: Codable, Sendable, Hashable {
  /// The student's name.
  public let student: String
  /// The objective that is judged.
  public let treatment: String
  /// The objective that it is compared with.
  public let control: String
}

/// How one student does beside another, both with the same objective.
public struct StudentPair: Codable, Sendable, Hashable {
  /// The student that is judged.
  public let student: String
  /// The student that it is compared with.
  public let controlStudent: String
  /// The objective of both.
  public let objective: String
}

/// How much more an objective changes for one student than for another: (student treated - student
/// untreated) - (other treated - other untreated), seed by seed.
public struct GainPair: Codable, Sendable, Hashable {
  /// The student that is judged.
  public let student: String
  /// The student that it is compared with.
  public let controlStudent: String
  /// The objective that is judged.
  public let treatment: String
  /// The objective that it is compared with.
  public let control: String
}
