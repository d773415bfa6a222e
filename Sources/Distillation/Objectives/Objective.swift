import HybridModels

/// What a student is trained for: a sum of weighted terms.
///
///     let labels = Objective([CrossEntropyTerm(weight: 1)])
///     let distilled = Objective([
///       CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2),
///     ])
public struct Objective: Sendable {
  /// All kinds of terms, for plans to name.
  public static let termKinds: [any ObjectiveTerm.Type] = [
    CrossEntropyTerm.self, LogitsTerm.self, StandardisedLogitsTerm.self, DecoupledTerm.self,
    DistTerm.self, HintTerm.self, RelationalTerm.self, SimilarityTerm.self,
    KernelRelationalTerm.self, JensenShannonTerm.self,
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

  /// Which of the teacher's numbers the terms look at beside its logits.
  public var teacherFeatures: Set<FeatureChoice> {
    Set(terms.flatMap(\.teacherFeatures)).subtracting([.logits])
  }
}
