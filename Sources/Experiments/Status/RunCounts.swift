/// How many runs are how far.
public struct RunCounts: Sendable, Hashable {
  private var counts: [RunState: Int] = [:]

  init(_ states: some Sequence<RunState> = []) {
    for state in states { self[state] += 1 }
  }

  /// How many are so far.
  public internal(set) subscript(state: RunState) -> Int {
    get { counts[state] ?? 0 }
    set { counts[state] = newValue == 0 ? nil : newValue }
  }

  /// How many there are.
  public var total: Int { counts.values.reduce(0, +) }
}

/// As `{"done": 3, "failed": 0, ...}`.
extension RunCounts: Codable {
  /// Decodes counts.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: AnyKey.self)
    for state in RunState.allCases {
      self[state] = try container.decode(Int.self, forKey: AnyKey(stringValue: state.rawValue))
    }
  }

  /// Encodes counts, zeros too.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    for state in RunState.allCases {
      try container.encode(self[state], forKey: AnyKey(stringValue: state.rawValue))
    }
  }
}
