import Arithmetic
import HybridModels
import RandomStreams

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

  /// Double precision with the same instructions: sums over pairs of samples lose digits.
  var doubleArithmetic: Arithmetic { Arithmetic(.double, arithmetic.instructionSet) }
}
