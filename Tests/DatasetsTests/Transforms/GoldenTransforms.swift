import Tables
import Foundation
import TestSupport
import Testing

/// Made by `Scripts/golden/sklearn_transforms.py`.
struct GoldenTransforms: Decodable {
  struct Table: Decodable, Sendable {
    let rows: Int
    let elements: [Double]
    var matrix: Matrix {
      Matrix(rowCount: rows, columnCount: elements.count / rows, elements: elements)
    }
  }

  struct Scaling: Decodable, Sendable, CustomTestStringConvertible {
    struct Range: Decodable, Sendable {
      let lower, upper: Double
      let clips: Bool
      let scaled: [Double]
    }
    let name: String
    let features, unseen: Table
    let means, scales, standard: [Double]
    let ranges: [Range]
    var testDescription: String { name }
  }

  struct Components: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let features: Table
    let count: Int
    let means, variances, shares, components, scores: [Double]
    var testDescription: String { name }
  }

  struct ClassWeights: Decodable, Sendable {
    let labels: [Int]
    let weights: [Double]
  }

  let scalings: [Scaling]
  let components: [Components]
  let classWeights: [ClassWeights]

  static func load() throws -> GoldenTransforms {
    try golden("transforms", as: GoldenTransforms.self, in: .module)
  }
}
