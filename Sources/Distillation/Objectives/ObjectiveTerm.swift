import HybridModels

/// One term of an objective, with its settings. As it stands in a plan: `logits: {weight: 0.5, temperature: 2}`.
public protocol ObjectiveTerm: Sendable, Hashable, Codable {
  /// What plans call the term.
  static var name: String { get }

  /// What it is, and who found it, in the words of a methods section: `logits is ...`. By default its name.
  static var meaning: String { get }

  /// What the term counts for.
  var weight: Schedule { get }

  /// Whether the term looks at the teacher.
  var needsTeacher: Bool { get }

  /// Which of the teacher's numbers the term looks at beside its logits. By default none.
  var teacherFeatures: [FeatureChoice] { get }

  /// The settings beside the weight in a few words, such as `temperature 2`; empty if there are none, as by default.
  var summary: String { get }

  /// Makes sure that the settings, weight aside, make sense. By default they do.
  func check() throws(InvalidSetting)

  /// Makes sure that a student can be trained for the term. By default any can.
  func check(student: Model) throws(InvalidSetting)

  /// What computes the term in a training. By default the term itself, where it is a ``TermLoss``.
  ///
  /// - Throws: `TrainingFailure` if the training set lacks what the term needs.
  /// - Precondition: ``check()`` and ``check(student:)``.
  func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss
}

extension ObjectiveTerm {
  /// Its name.
  public static var meaning: String { name }

  /// None.
  public var teacherFeatures: [FeatureChoice] { [] }

  /// No settings.
  public var summary: String { "" }

  /// There are none.
  public func check() throws(InvalidSetting) {}

  /// Any student will do.
  public func check(student: Model) throws(InvalidSetting) {}
}

extension ObjectiveTerm where Self: TermLoss {
  /// The term itself.
  public func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss { self }
}
