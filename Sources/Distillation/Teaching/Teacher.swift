import Tables
import HybridModels

/// A trained network whose knowledge is passed on.
public struct Teacher: Sendable {
  /// What the network is.
  public let model: Model
  /// Its trained parameters, `[model.parameterCount]`.
  public let parameters: [Double]

  /// A teacher with these trained parameters.
  public init(_ model: Model, parameters: [Double]) {
    precondition(
      parameters.count == model.parameterCount,
      "\(parameters.count) numbers for \(model.parameterCount) parameters")
    self.model = model
    self.parameters = parameters
  }

  /// The teacher's logits, `[samples, classes]`: the soft targets at any temperature. Computed once for a
  /// data set, not once a step.
  public func logits(for features: Matrix) -> Matrix {
    model.logits(for: features, parameters: parameters)
  }

  /// What else the network knows, `[samples, numbers]`.
  ///
  /// - Precondition: it has such a layer.
  public func features(_ choice: FeatureChoice, for features: Matrix) -> Matrix {
    guard let layer = try? model.layerIndex(of: choice, name: "teacher") else {
      preconditionFailure("a teacher without a layer \(choice)")
    }
    return model.features(ofLayer: layer, for: features, parameters: parameters)
  }
}
