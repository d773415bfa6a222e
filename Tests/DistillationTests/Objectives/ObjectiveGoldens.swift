import Distillation
import Foundation
import TestSupport
import Testing

/// Made by `Scripts/golden/torch_objectives.py` and `torch_feature_objectives.py`.
struct ObjectiveGoldens: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let term: any ObjectiveTerm
    let sample: TermSample
    let value: TermValue

    var testDescription: String { "\(term)" }

    private enum CodingKeys: CodingKey {
      case term, logits, teacher, labels, features, teacherFeatures, own
      case loss, gradient, featureGradient, ownGradient
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let terms = try container.nestedContainer(keyedBy: Name.self, forKey: .term)
      let name = terms.allKeys[0]
      let kind = try #require(Objective.termKinds.first { $0.name == name.stringValue })
      term = try kind.init(from: terms.superDecoder(forKey: name))
      func rows(_ key: CodingKeys) throws -> [Double]? {
        try container.decodeIfPresent([[Double]].self, forKey: key)?.flatMap { $0 }
      }
      func numbers(_ key: CodingKeys) throws -> [Double] {
        try container.decodeIfPresent([Double].self, forKey: key) ?? []
      }
      // Cases of features have no logits: two for each sample that nobody looks at.
      let count =
        try container.decodeIfPresent([[Double]].self, forKey: .logits)?.count
        ?? container.decode([[Double]].self, forKey: .features).count
      let unseen = [Double](repeating: 0, count: 2 * count)
      var sample = TermSample(
        logits: try rows(.logits) ?? unseen, teacher: try rows(.teacher),
        labels: try container.decodeIfPresent([Int].self, forKey: .labels)
          ?? Array(repeating: 0, count: count),
        features: try rows(.features) ?? [], teacherFeatures: try rows(.teacherFeatures) ?? [])
      sample.own = try numbers(.own)
      self.sample = sample
      value = TermValue(
        loss: try container.decode(Double.self, forKey: .loss),
        gradient: try rows(.gradient) ?? unseen,
        featureGradient: try rows(.featureGradient) ?? [], ownGradient: try numbers(.ownGradient))
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  let cases: [Case]

  static func load() throws -> [Case] {
    try ["objectives", "feature_objectives"].flatMap {
      try golden($0, as: ObjectiveGoldens.self, in: .module).cases
    }
  }
}
