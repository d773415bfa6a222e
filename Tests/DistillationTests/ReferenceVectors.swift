import Foundation
import TestSupport
import Testing

/// Made with PennyLane and PyTorch; the file's `conventions` say all. There qubit 0 is the most significant bit.
struct ReferenceVectors: Decodable {
  struct Parameters: Decodable, Sendable {
    let W1: [[Double]]
    let b1: [Double]
    let theta: [[[Double]]]
    let W2: [[Double]]
    let b2: [Double]
    /// In the order of our parameter vector.
    var flat: [Double] {
      W1.flatMap { $0 } + b1 + theta.flatMap { $0.flatMap { $0 } } + W2.flatMap { $0 } + b2
    }
  }
  struct QuantumOnly: Decodable, Sendable {
    let weights: [Double]
    let loss: Double
    let grad_angles: [[Double]]
    let grad_theta: [[[Double]]]
  }
  struct State: Decodable, Sendable {
    let re, im: [Double]
  }
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let n, L: Int
    let ranges: [Int]
    let X: [[Double]]
    let labels: [Int]
    let teacher_logits: [[Double]]
    let params: Parameters
    let angles, expval, logits: [[Double]]
    let loss: Double
    let grad: Parameters
    let quantum_only: QuantumOnly
    let state_sample0: State
    var testDescription: String { name }
  }
  let cases: [Case]

  static func load() throws -> ReferenceVectors {
    try golden("circuit_vectors", as: ReferenceVectors.self, in: .module)
  }
}
