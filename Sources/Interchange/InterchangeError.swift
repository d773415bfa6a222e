/// What comes from another package, or goes to one, and cannot be used: where, what is wrong, and the remedy.
public struct InterchangeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, or the program that is missing.
  public let place: String
  /// What is wrong there, and the remedy.
  public let problem: String

  init(_ place: String, _ problem: String) {
    self.place = place
    self.problem = problem
  }

  /// The error in one line: where, what, and the remedy.
  public var description: String { "\(place): \(problem)" }
}
