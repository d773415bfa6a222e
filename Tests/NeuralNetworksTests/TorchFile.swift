import Foundation
import TestSupport
import Testing

/// Made by `Scripts/golden/torch_losses.py`.
struct TorchFile: Decodable {
  struct CrossEntropy: Decodable, Sendable {
    let logits: [Double]
    let label: Int
    let loss: Double
    let gradient: [Double]
  }
  struct Divergence: Decodable, Sendable {
    let teacher, student: [Double]
    let temperature: Double
    let loss: Double
    let gradient: [Double]
  }
  struct OptimizerPath: Decodable, Sendable, CustomTestStringConvertible {
    struct Settings: Decodable, Sendable {
      let lr: Double
      let momentum: Double?
      let weight_decay: Double?
    }
    let name: String
    let settings: Settings
    let clip: Double?
    let start: [Double]
    let gradients, path: [[Double]]
    var testDescription: String { "\(name) \(settings) \(clip ?? .infinity)" }
  }
  struct Network: Decodable, Sendable, CustomTestStringConvertible {
    let activation: String
    let inputs, parameters, outputs, outputGradient, parameterGradient: [Double]
    var testDescription: String { activation }
  }
  let generator: String
  let crossEntropy: [CrossEntropy]
  let divergence: [Divergence]
  let optimizers: [OptimizerPath]
  let networks: [Network]

  static func load() throws -> TorchFile {
    try golden("torch", as: TorchFile.self, in: .module)
  }
}
