import Distillation
import NeuralNetworks

/// A multilayer perceptron that is trained on the teacher's part of the data.
public struct NetworkTeacherPlan: Sendable, Hashable, Codable {
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

  /// A teacher.
  public init(network: Network, training: TrainingSettings) {
    self.network = network
    self.training = training
  }
}
