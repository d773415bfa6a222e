/// A setting that an objective cannot have.
public struct InvalidSetting: Error, Sendable, Hashable, CustomStringConvertible {
  /// Which one, as plans call it.
  public let name: String
  /// What it is, and what it must be.
  public let problem: String

  /// A setting of this name is wrong.
  public init(_ name: String, _ problem: String) {
    self.name = name
    self.problem = problem
  }

  /// The setting, and what is wrong with it.
  public var description: String { "\(name): \(problem)" }
}
