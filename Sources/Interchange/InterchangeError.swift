/// What comes from another package, or goes to one, and cannot be used: where, what is wrong, and the remedy.
public struct InterchangeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, or the program that is missing.
  public let place: String
  /// What is wrong there, and the remedy.
  public let problem: String
  /// Whether a program is missing, not a file bad.
  public let isOfMissingProgram: Bool

  /// An error in this place.
  public init(_ place: String, _ problem: String, isOfMissingProgram: Bool = false) {
    self.place = place
    self.problem = problem
    self.isOfMissingProgram = isOfMissingProgram
  }

  /// The error in one line: where, what, and the remedy.
  public var description: String { "\(place): \(problem)" }
}
