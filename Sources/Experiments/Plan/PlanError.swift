/// What is wrong with a plan: where, what, and what would be right.
public struct PlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The place, such as `students.hybrid-74.layers[1]`.
  public let place: String
  /// What is wrong there, and the remedy.
  public let problem: String

  init(_ place: String, _ problem: String) {
    self.place = place
    self.problem = problem
  }

  /// The error in one line: where, what, and the remedy.
  public var description: String { "plan: \(place): \(problem)" }
}
