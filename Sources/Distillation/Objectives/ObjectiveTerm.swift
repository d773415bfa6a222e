import Arithmetic
import HybridModels
import RandomStreams

/// One term of an objective, with its settings. As it stands in a plan: `logits: {weight: 0.5, temperature: 2}`.
public protocol ObjectiveTerm: Sendable, Hashable, Codable {
  /// What plans call the term.
  static var name: String { get }

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

/// The training that a term is computed in.
public struct LossContext {
  /// What is trained.
  public let student: Model
  /// On what.
  public let set: TrainingSet
  /// The largest batch.
  public let capacity: Int
  /// How numbers are computed.
  public let arithmetic: Arithmetic

  /// A training of this student.
  public init(student: Model, set: TrainingSet, capacity: Int, _ arithmetic: Arithmetic) {
    self.student = student
    self.set = set
    self.capacity = capacity
    self.arithmetic = arithmetic
  }
}

/// What computes a term of an objective, step by step. It belongs to one training.
public protocol TermLoss {
  /// Where the term looks in the student beside the logits. By default nowhere.
  var taps: [ModelTap] { get }

  /// Whether a sample's share of the loss depends on others in the batch, so that a batch cannot be divided. By default it
  /// does not; then several threads may be at it at the same time.
  var isOfWholeBatch: Bool { get }

  /// How many parameters the term has of its own, which are trained beside the student's. By default none. A term that has
  /// some must be ``isOfWholeBatch``.
  var parameterCount: Int { get }

  /// Draws the initial values of the term's own parameters, `[parameterCount]`.
  func initialParameters(from stream: inout RandomStream) -> [Double]

  /// Adds the derivatives by the student's logits to ``ObjectiveBatch/logitsGradient``, those by what taps show to their
  /// gradients, and those by the term's own parameters to ``ObjectiveBatch/ownGradient``.
  ///
  /// - Returns: the term's value, its weight included, in nats: these samples' share of the mean over the whole batch.
  func addLoss(_ batch: ObjectiveBatch) -> Double
}

extension TermLoss {
  /// None.
  public var taps: [ModelTap] { [] }
  /// No.
  public var isOfWholeBatch: Bool { false }
  /// None.
  public var parameterCount: Int { 0 }
  /// None.
  public func initialParameters(from stream: inout RandomStream) -> [Double] { [] }
}

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
