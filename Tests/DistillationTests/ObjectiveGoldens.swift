import Distillation
import Foundation
import TestSupport
import Testing

/// Made by `Scripts/golden/torch_objectives.py`.
struct ObjectiveGoldens: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let term: any ObjectiveTerm
    let logits, teacher, gradient: [[Double]]
    let labels: [Int]
    let loss: Double

    var testDescription: String { "\(term)" }

    var sample: TermSample {
      TermSample(
        logits: logits.flatMap { $0 }, teacher: teacher.flatMap { $0 }, labels: labels)
    }

    private enum CodingKeys: CodingKey {
      case term, logits, teacher, gradient, labels, loss
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      let terms = try container.nestedContainer(keyedBy: Name.self, forKey: .term)
      let name = terms.allKeys[0]
      let kind = try #require(Objective.termKinds.first { $0.name == name.stringValue })
      term = try kind.init(from: terms.superDecoder(forKey: name))
      logits = try container.decode([[Double]].self, forKey: .logits)
      teacher = try container.decode([[Double]].self, forKey: .teacher)
      gradient = try container.decode([[Double]].self, forKey: .gradient)
      labels = try container.decode([Int].self, forKey: .labels)
      loss = try container.decode(Double.self, forKey: .loss)
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  let cases: [Case]

  static func load() throws -> ObjectiveGoldens {
    try golden("objectives", as: ObjectiveGoldens.self, in: .module)
  }
}
