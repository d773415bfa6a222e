import Arithmetic

/// What a student is trained for: a sum of weighted terms.
///
///     let labels = Objective([CrossEntropyTerm(weight: 1)])
///     let distilled = Objective([
///       CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
///     ])
public struct Objective: Sendable {
  /// All kinds of terms, for plans to name.
  public static let termKinds: [any ObjectiveTerm.Type] = [
    CrossEntropyTerm.self, LogitsTerm.self,
  ]

  /// The terms that are added up.
  public let terms: [any ObjectiveTerm]

  /// The sum of these terms.
  ///
  /// - Precondition: their settings make sense: ``check(_:)``.
  public init(_ terms: [any ObjectiveTerm]) {
    for term in terms {
      do throws(InvalidSetting) {
        try Self.check(term)
      } catch {
        preconditionFailure("\(type(of: term).name): \(error)")
      }
    }
    self.terms = terms
  }

  /// Makes sure that a term's settings make sense.
  public static func check(_ term: some ObjectiveTerm) throws(InvalidSetting) {
    guard term.weight.isAlways(above: 0, orEqual: true) else {
      throw InvalidSetting("weight", "\(term.weight); it must be a number from 0 upwards")
    }
    try term.check()
  }

  /// Whether any term looks at the teacher.
  public var needsTeacher: Bool { terms.contains { $0.needsTeacher } }

  /// The objective with what its terms take from a training set as a whole, such as the sizes of its classes.
  func fitted(to set: TrainingSet) throws(TrainingFailure) -> Objective {
    var fitted: [any ObjectiveTerm] = []
    for term in terms { fitted.append(try term.fitted(to: set)) }
    return Objective(fitted)
  }

  /// The loss of a batch, or a part of one. Its derivatives by the student's logits are written to `gradient`,
  /// `[classes, samples]`.
  public func loss(_ batch: ObjectiveBatch, gradient: BatchTable) -> Double {
    gradient.clear()
    return terms.reduce(0) { $0 + $1.addLoss(batch, to: gradient) }
  }
}
