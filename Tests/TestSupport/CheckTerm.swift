import Arithmetic
import Distillation
import Testing

/// What must hold of every term of an objective.
///
/// - Parameters:
///   - sample: what the term is tried on; by default one with everything.
///   - reaches: what the term's gradient must reach.
///   - isMean: whether a batch twice over has the same loss.
public func checkTerm(
  on sample: TermSample = .random(seed: 1), reaches: [TermReach] = [.logits], isMean: Bool = true,
  _ make: (Schedule) -> any ObjectiveTerm, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  func loss(_ change: (inout TermSample) -> Void) throws -> Double {
    var changed = sample
    change(&changed)
    return try evaluate([make(0.7)], on: changed).loss
  }
  let value = try evaluate([make(0.7)], on: sample)
  let places: [(WritableKeyPath<TermSample, [Double]>, [Double], TermReach)] = [
    (\.logits, value.gradient, .logits), (\.features, value.featureGradient, .features),
    (\.own, value.ownGradient, .own),
  ]
  for (place, gradient, reach) in places {
    let slopes = finiteDifferences(
      of: { point in (try? loss { $0[keyPath: place] = point }) ?? .nan },
      at: sample[keyPath: place])
    let size = max(1, slopes.map(abs).max() ?? 0)
    #expect(
      largestDistance(gradient, slopes) < 1e-8 * size, "\(reach)", sourceLocation: sourceLocation)
    #expect(
      gradient.contains { abs($0) > 1e-3 } == reaches.contains(reach), "\(reach)",
      sourceLocation: sourceLocation)
  }
  // What a larger batch left in the same memory makes no difference.
  #expect(
    try evaluate([make(0.7)], on: sample, after: sample.repeated(9)) == value,
    sourceLocation: sourceLocation)
  // Weight 0 is leaving the term out; twice the weight is twice the loss.
  let other = CrossEntropyTerm(weight: 1)
  let alone = try evaluate([other], on: sample)
  let beside = try evaluate([other, make(0)], on: sample)
  #expect(
    alone.loss == beside.loss && alone.gradient == beside.gradient, sourceLocation: sourceLocation)
  #expect(beside.featureGradient.allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
  let double = try evaluate([make(1.4)], on: sample).loss
  #expect(
    abs(double - 2 * value.loss) < 1e-13 * abs(double) + 1e-14, sourceLocation: sourceLocation)
  // The weight is that of the training's progress.
  var halfway = sample
  halfway.progress = 0.5
  let risen = try evaluate([make(.linear(from: 0, to: 1.4))], on: halfway).loss
  #expect(
    abs(risen - value.loss) < 1e-13 * abs(risen) + 1e-14, sourceLocation: sourceLocation)
  guard isMean else { return }
  var twice = sample
  twice.labels += sample.labels
  twice.logits += sample.logits
  twice.teacher = sample.teacher.map { $0 + $0 }
  twice.features += sample.features
  twice.teacherFeatures += sample.teacherFeatures
  #expect(
    abs(try evaluate([make(0.7)], on: twice).loss - value.loss) < 1e-13 * abs(value.loss) + 1e-14,
    sourceLocation: sourceLocation)
}

/// What a term's gradient can reach.
public enum TermReach: Sendable {
  /// The student's logits.
  case logits
  /// What its taps show.
  case features
  /// The term's own parameters.
  case own
}
