import HybridModels
import NeuralNetworks

/// Which of a model's numbers an objective looks at.
///
/// Layers are counted from 0, a layer with its activation as one.
public enum FeatureChoice: Sendable, Hashable {
  /// What the last layer makes of: the features that the model has found. Of a hybrid student, expectation values.
  case penultimate
  /// What the last layer gives.
  case logits
  /// What another layer gives.
  case layer(Int)
}

extension Model {
  /// The layer whose outputs are meant, of ``Model/layers``.
  ///
  /// - Throws: `InvalidSetting`, of the setting called `name`, if there is no such layer.
  public func layerIndex(
    of choice: FeatureChoice, name: String
  ) throws(InvalidSetting) -> Int {
    let ends = layers.indices.filter {
      !layers.indices.contains($0 + 1) || !(layers[$0 + 1] is ActivationLayer)
    }
    switch choice {
    case .logits: return ends.last!
    case .penultimate:
      guard ends.count >= 2 else {
        throw InvalidSetting(
          name, "the model's only layer gives the logits; there is nothing before it")
      }
      return ends[ends.count - 2]
    case .layer(let index):
      guard ends.indices.contains(index) else {
        throw InvalidSetting(name, "layer \(index); there are 0 to \(ends.count - 1)")
      }
      return ends[index]
    }
  }
}

extension FeatureChoice: CustomStringConvertible {
  /// `penultimate`, `logits`, or `layer 1`.
  public var description: String {
    switch self {
    case .penultimate: "penultimate"
    case .logits: "logits"
    case .layer(let index): "layer \(index)"
    }
  }
}

/// As `penultimate`, `logits`, or a number.
extension FeatureChoice: Codable {
  /// Decodes a choice.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let index = try? container.decode(Int.self) {
      self = .layer(index)
      return
    }
    switch try? container.decode(String.self) {
    case "penultimate": self = .penultimate
    case "logits": self = .logits
    default:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "penultimate or logits should be here, or the number of a layer")
    }
  }

  /// Encodes the choice.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .layer(let index): try index.encode(to: encoder)
    case .penultimate, .logits: try description.encode(to: encoder)
    }
  }
}
