import TestSupport
import Testing

/// Made by `Scripts/golden/statsmodels_paired.py`.
struct PairedFile: Decodable {
  struct Holm: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let p, adjusted: [Double?]
    var testDescription: String { name }
  }
  struct Cliff: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let treatment, control: [Double]
    let delta: Double
    var testDescription: String { name }
  }
  struct Pairs: Decodable, Sendable {
    let deviation, pairs: Double
  }
  struct Power: Decodable, Sendable {
    let deviation: Double
    let pairs: Int
    let power: Double
  }
  let holm: [Holm]
  let cliff: [Cliff]
  let pairs: [Pairs]
  let power: [Power]
  static func load() throws -> PairedFile {
    try golden("paired", as: PairedFile.self, in: .module)
  }
}
