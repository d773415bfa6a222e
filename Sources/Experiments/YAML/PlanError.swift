/// What is wrong with a plan: where, what, and what would be right.
public struct PlanError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where the plan is written: `plan.yaml:12`, or the option that changed it.
  public let source: String?
  /// The place in the plan, such as `students.hybrid-74[1]`; empty for the plan itself.
  public let place: String
  /// What is wrong there, and the remedy.
  public let problem: String
  /// Whether an option of the command is wrong, not the plan.
  public let isOfOption: Bool

  init(_ place: String, _ problem: String) {
    self.init(source: nil, place, problem, isOfOption: false)
  }

  init(file: String, line: Int?, option: String? = nil, place: String, _ problem: String) {
    let text = line.map { "\(file):\($0)" } ?? file
    self.init(
      source: option.map { "\(text) with \($0)" } ?? text, place, problem, isOfOption: false)
  }

  init(option: String, place: String, _ problem: String) {
    self.init(source: option, place, problem, isOfOption: true)
  }

  private init(source: String?, _ place: String, _ problem: String, isOfOption: Bool) {
    self.source = source
    self.place = place
    self.problem = problem
    self.isOfOption = isOfOption
  }

  /// The error in one line: where, what, and the remedy.
  public var description: String {
    ([source ?? "plan", place, problem] as [String]).filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
