/// A sample from which a circuit cannot prepare a state: what is wrong with which, and the remedy, in a line.
public struct CircuitInputError: Error, Hashable, CustomStringConvertible {
  /// The sample's number in its batch, counted from 0.
  public let sample: Int
  /// What is wrong and what to do about it.
  public let problem: String

  init(sample: Int, _ problem: String) {
    self.sample = sample
    self.problem = problem
  }

  /// The sample and its problem.
  public var description: String { "sample \(sample): \(problem)" }
}
