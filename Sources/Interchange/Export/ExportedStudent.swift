import QuantumSimulation

/// A trained student as it is exported: layers with their numbers, and a few rows.
public struct ExportedStudent: Sendable {
  /// A layer and its numbers.
  public enum Layer: Sendable {
    /// values W + b, then the activation: weights `[inputs][units]`.
    case dense(weights: [[Double]], bias: [Double]?, activation: String?)
    /// Multiplies by one number, or each value by its own.
    case scale([Double])
    /// A circuit with its trained angles, and what each of the rows gives it as inputs, `[rows][inputs]`.
    case circuit(VariationalCircuit, angles: [Double], rows: [[Double]])
  }

  /// What the student is called.
  public let name: String
  /// What the features are called; `nil` if nobody knows.
  public let featureNames: [String]?
  /// What the classes are called, in the order of the logits.
  public let classNames: [String]
  /// What features go through first, each as JSON.
  public let transforms: [String]
  /// From the transformed features to the logits.
  public let layers: [Layer]

  /// A student of these parts.
  public init(
    name: String, featureNames: [String]?, classNames: [String], transforms: [String],
    layers: [Layer]
  ) {
    self.name = name
    self.featureNames = featureNames
    self.classNames = classNames
    self.transforms = transforms
    self.layers = layers
  }

  /// How many circuits there are.
  var circuitCount: Int {
    layers.count { if case .circuit = $0 { true } else { false } }
  }
}
