import Foundation
import Tables

/// A number for each sample and class, by which a model judges.
public struct ClassScores: Sendable, Hashable {
  /// What the numbers are.
  public enum Scale: String, Sendable, Hashable {
    /// Unnormalised, in nats: softmax makes probabilities of them.
    case logits
    /// From 0 to 1; a sample's add up to 1.
    case probabilities
  }

  /// `[samples, classes]`
  public let values: Matrix
  /// What the numbers are.
  public let scale: Scale
  /// The classes of the columns, if the model says what they are.
  public let classes: ClassLabels?
  /// Each sample's class in the model's own words, `[samples]`, if it has such an output.
  public let predictedLabels: ClassLabels?

  /// How far probabilities may add up to something else than 1: sums of a thousand in single precision do by
  /// about a hundredth of this.
  static let tolerance = 1e-4

  /// Logits, `[samples, classes]`. Of probabilities it is the logarithm, which softmax turns into the same
  /// probabilities again; a probability below `smallestProbability` counts as that, as forests give exact zeros.
  public func logits(smallestProbability: Double = 1e-6) -> Matrix {
    precondition(
      smallestProbability > 0 && smallestProbability < 1,
      "\(smallestProbability) as the smallest probability")
    guard scale == .probabilities else { return values }
    return Matrix(
      rowCount: values.rowCount, columnCount: values.columnCount,
      elements: values.elements.map { log(max($0, smallestProbability)) })
  }

  /// For each column the label that the model gives most often where that column is the largest: the
  /// order of its classes, to be compared with the data's. `nil` where nothing tells.
  public var columnLabels: [String?] {
    if let classes { return classes.texts }
    var votes = [[String: Int]](repeating: [:], count: values.columnCount)
    for (column, label) in zip(values.argmaxOfRows(), predictedLabels?.texts ?? []) {
      votes[column][label, default: 0] += 1
    }
    return votes.map { $0.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key }
  }
}

extension ClassScores {
  /// What an output says of so many samples.
  init(
    _ output: ONNXOutput, sampleCount: Int, scale: ONNXClassifier.Scale,
    predictedLabels: ClassLabels?
  ) throws(ONNXFailure) {
    let (numbers, classes) = try Self.numbers(of: output)
    let columnCount = numbers.count / sampleCount
    guard columnCount > 0 else { throw ONNXFailure("the output \(output.name) has no numbers") }
    let values = Matrix(rowCount: sampleCount, columnCount: columnCount, elements: numbers)
    try Self.checkFinite(values, output: output.name)

    let violation = Self.probabilityViolation(values)
    switch scale {
    case .stated(.probabilities):
      if let violation {
        throw ONNXFailure(
          "the output \(output.name) has no probabilities: \(violation); are they logits?")
      }
      self.scale = .probabilities
    case .stated(.logits): self.scale = .logits
    case .automatic:
      // One number may be between 0 and 1 for all of these samples, and for others not.
      guard columnCount > 1 else {
        throw ONNXFailure(
          "the output \(output.name) has one number a sample; state its scale: logits or "
            + "probabilities")
      }
      self.scale = violation == nil ? .probabilities : .logits
    }
    self.values = columnCount == 1 ? Self.twoClasses(values, self.scale) : values
    self.classes = classes?.count == self.values.columnCount ? classes : nil
    self.predictedLabels = predictedLabels
  }

  private static func numbers(
    of output: ONNXOutput
  ) throws(ONNXFailure) -> (numbers: [Double], classes: ClassLabels?) {
    switch output.values {
    case .numbers(let numbers):
      // The model may not have said so before.
      guard output.sampleShape.count(where: { $0 != 1 }) <= 1 else {
        throw ONNXFailure(
          "the output \(output.name) has \(output.sampleShape) numbers a sample, not one for each class"
        )
      }
      return (numbers, nil)
    case .maps(let keys, let numbers): return (numbers, keys)
    case .labels: throw ONNXFailure("the output \(output.name) has labels, not numbers")
    }
  }

  private static func checkFinite(_ values: Matrix, output: String) throws(ONNXFailure) {
    guard let index = values.elements.firstIndex(where: { !$0.isFinite }) else { return }
    let (sample, column) = index.quotientAndRemainder(dividingBy: values.columnCount)
    throw ONNXFailure(
      "the output \(output) is \(values.elements[index]) in column \(column) for sample \(sample) "
        + "(both from 0); look at that sample's features, or leave it out")
  }

  /// The first sample whose numbers are no probabilities, in words.
  private static func probabilityViolation(_ values: Matrix) -> String? {
    for row in 0..<values.rowCount {
      let numbers = values[row: row]
      if let negative = numbers.first(where: { $0 < 0 }) {
        return "sample \(row) (from 0) has \(negative)"
      }
      let sum = numbers.reduce(0, +)
      if values.columnCount == 1 ? sum > 1 + tolerance : abs(sum - 1) > tolerance {
        return values.columnCount == 1
          ? "sample \(row) (from 0) has \(sum)"
          : "those of sample \(row) (from 0) add up to \(sum)"
      }
    }
    return nil
  }

  /// Two columns for the one number of class 1: p is (1 - p, p), and the logit z is (0, z), as
  /// softmax(0, z) = (1 - sigmoid(z), sigmoid(z)).
  private static func twoClasses(_ values: Matrix, _ scale: Scale) -> Matrix {
    Matrix(
      rowCount: values.rowCount, columnCount: 2,
      elements: values.elements.flatMap { number in
        let probability = min(number, 1)
        return scale == .logits ? [0, number] : [1 - probability, probability]
      })
  }
}
