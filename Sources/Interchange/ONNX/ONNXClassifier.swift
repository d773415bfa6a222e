import Tables

/// An ONNX model as a teacher: its logits or probabilities for each class.
///
/// What models give back differs; understood are
/// - numbers `[samples, classes]`, as networks and scikit-learn's models without ZipMap give them;
/// - a map from classes to probabilities for each sample, as scikit-learn's models with ZipMap do;
/// - one number a sample, `[samples, 1]` or `[samples]`: the probability or the logit of class 1 of two.
public struct ONNXClassifier: Sendable {
  /// What the numbers are taken for.
  public enum Scale: Sendable, Hashable {
    /// Whatever they look like: probabilities, if those of every sample are non-negative and add up to 1; else logits.
    /// One number a sample looks like nothing, so that it must be stated.
    case automatic
    /// What it is stated to be.
    case stated(ClassScores.Scale)
  }

  /// The model.
  public let model: ONNXModel
  /// The output that logits or probabilities are read from.
  public let output: String
  /// The output that has each sample's predicted class, if there is one.
  public let labelOutput: String?
  /// What the numbers are taken for.
  public let scale: Scale

  /// Chooses among a model's outputs.
  ///
  /// - Parameters:
  ///   - model: the model, loaded.
  ///   - output: the name of the output with logits or probabilities; needed if there are several that could have them.
  ///   - scale: what the numbers are taken for; by default for what they look like.
  /// - Throws: `InterchangeError` if no output can have them, or which one is not clear.
  public init(
    _ model: ONNXModel, output: String? = nil, scale: Scale = .automatic
  ) throws(InterchangeError) {
    do {
      self.output = try Self.scoreOutput(of: model.outputs, named: output)
    } catch {
      throw InterchangeError(model.path, error.message)
    }
    self.model = model
    self.scale = scale
    labelOutput = Self.labelOutput(of: model.outputs)
  }

  /// The model's logits or probabilities for samples `[samples, features]`.
  ///
  /// - Throws: `InterchangeError` if the features do not fit, the model fails, or what it gives back are not such
  ///   numbers: the error names the sample, counted from 0.
  public func scores(for features: Matrix) throws(InterchangeError) -> ClassScores {
    let names = [output] + (labelOutput.map { [$0] } ?? [])
    let results = try model.outputs(for: features, named: names)
    do {
      var labels: ClassLabels?
      if results.count > 1, case .labels(let found) = results[1].values,
        found.count == features.rowCount
      {
        labels = found
      }
      return try ClassScores(
        results[0], sampleCount: features.rowCount, scale: scale, predictedLabels: labels)
    } catch {
      throw InterchangeError(model.path, error.message)
    }
  }
}

// Which output is which.
extension ONNXClassifier {
  /// The names that scikit-learn's converter and the usual exports of networks give.
  private static let usualNames = ["probabilities", "output_probability", "probability", "logits"]
  private static let usualLabelNames = ["label", "output_label"]

  static func scoreOutput(
    of outputs: [ONNXValueType], named name: String?
  ) throws(ONNXFailure) -> String {
    let listed = outputs.map(\.description).joined(separator: "; ")
    if let name {
      guard let output = outputs.first(where: { $0.name == name }) else {
        throw ONNXFailure("it has no output \(name); it has \(listed)")
      }
      guard canBeScores(output) else {
        throw ONNXFailure("its output \(output) is not a number for each class; it has \(listed)")
      }
      return name
    }
    let candidates = outputs.filter(canBeScores).map(\.name)
    let usual = candidates.filter(usualNames.contains)
    if candidates.count == 1 { return candidates[0] }
    if usual.count == 1 { return usual[0] }
    guard !candidates.isEmpty else {
      throw ONNXFailure(
        "none of its outputs is a number for each class (\(listed)); "
          + "export it with probabilities or logits")
    }
    throw ONNXFailure(
      "which output has the logits or probabilities is not clear; name one of "
        + candidates.joined(separator: ", "))
  }

  static func labelOutput(of outputs: [ONNXValueType]) -> String? {
    let candidates = outputs.filter { output in
      guard case .tensor(let element, let shape) = output.kind else { return false }
      return [.int64, .int32, .string].contains(element) && shape.dropFirst().allSatisfy { $0 == 1 }
    }.map(\.name)
    let usual = candidates.filter(usualLabelNames.contains)
    return candidates.count == 1 ? candidates[0] : usual.count == 1 ? usual[0] : nil
  }

  /// Whether an output can be one number for each class: at most one size of a sample is not 1.
  private static func canBeScores(_ output: ONNXValueType) -> Bool {
    switch output.kind {
    case .tensor(let element, let shape):
      [.float, .double].contains(element) && shape.dropFirst().count { $0 != 1 } <= 1
    case .sequence: true
    case .other: false
    }
  }
}
