/// What is wrong with the data that someone asked for.
public enum DatasetError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A setting of a generator that no data set can have: its name, its value and what it may be.
  case invalidSetting(_ name: String, _ value: String, _ allowed: String)

  /// The error in one line: what, which value, what it may be.
  public var description: String {
    switch self {
    case .invalidSetting(let name, let value, let allowed):
      "\(name) is \(value); it must be \(allowed)"
    }
  }
}
