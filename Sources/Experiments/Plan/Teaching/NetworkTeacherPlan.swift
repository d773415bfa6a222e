import HybridModels
import Distillation
import NeuralNetworks

/// A multilayer perceptron that is trained on the teacher's part of the data.
public struct NetworkTeacherPlan: Sendable, Hashable {
  /// The network's hidden layers.
  public struct Network: Sendable, Hashable, Codable {
    /// The number of units in each hidden layer.
    public var hidden: [Int]
    /// What follows each hidden layer.
    public var activation: Activation

    /// A network with these hidden layers.
    public init(hidden: [Int], activation: Activation) {
      self.hidden = hidden
      self.activation = activation
    }
  }

  /// What the network is.
  public var network: Network
  /// How it is trained.
  public var training: TrainingSettings
  /// What the classes count for in its cross-entropy.
  public var classWeights: CrossEntropyTerm.ClassWeights

  /// A teacher.
  public init(
    network: Network, training: TrainingSettings,
    classWeights: CrossEntropyTerm.ClassWeights = .equal
  ) {
    self.network = network
    self.training = training
    self.classWeights = classWeights
  }

  /// What it is trained for.
  var term: CrossEntropyTerm { CrossEntropyTerm(weight: 1, classWeights: classWeights) }
}

extension NetworkTeacherPlan {
  /// The network from features to classes.
  func makeModel(
    inputCount: Int, classCount: Int, place: String
  ) throws(PlanError) -> Model {
    let hidden = network.hidden.map {
      LayerPlan.dense(units: .count($0), activation: network.activation)
    }
    return try (hidden + [.dense(units: .classes)]).makeModel(
      place: "\(place).network.hidden", inputCount: inputCount, classCount: classCount)
  }
}

/// As `{"network": {"hidden": [32], "activation": "relu"}, "training": {...}}`; classWeights may stand there too.
extension NetworkTeacherPlan: Codable {
  private enum CodingKeys: CodingKey {
    case network, training, classWeights
  }

  /// Decodes a teacher.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      network: try container.decode(Network.self, forKey: .network),
      training: try container.decode(TrainingSettings.self, forKey: .training))
    classWeights =
      try container.decodeIfPresent(CrossEntropyTerm.ClassWeights.self, forKey: .classWeights)
      ?? classWeights
  }
}
