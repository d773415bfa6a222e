import Crypto
import FileFormats
import Interchange
import Tables

/// A model in an ONNX file that teaches: its numbers in the order of the data's classes.
public struct ONNXTeacher: Sendable {
  /// The SHA-256 of the file, in hexadecimal.
  let sha256: String
  private let classifier: ONNXClassifier
  private let classNames: [String]
  private let ownClassNames: [String]?

  /// Loads a model for data.
  ///
  /// - Throws: `FileError` if the file cannot be read, `InterchangeError` if ONNX Runtime is not there, or the model does
  ///   not fit the data.
  init(_ plan: ONNXTeacherPlan, _ data: DataPlan, runtime: String?) throws {
    let contents = try FileContents(of: plan.path)
    sha256 = SHA256.hash(data: contents.bytes).hexadecimal
    let model = try ONNXModel(path: plan.path, runtime: try ONNXRuntime.find(path: runtime))
    if let count = model.featureCount, count != data.featureCount {
      throw InterchangeError(
        plan.path, "it takes \(count) features, but the data have \(data.featureCount)")
    }
    let scale: ONNXClassifier.Scale =
      switch plan.scale {
      case .automatic: .automatic
      case .logits: .stated(.logits)
      case .probabilities: .stated(.probabilities)
      }
    classifier = try ONNXClassifier(model, output: plan.output, scale: scale)
    classNames = data.classNames
    ownClassNames = plan.classes
  }

  /// The model's logits for samples, `[samples, classes]`, in the order of the data's classes.
  ///
  /// - Throws: `InterchangeError` if the model fails, or its classes are not the data's.
  func logits(for features: Matrix) throws(InterchangeError) -> Matrix {
    let scores = try classifier.scores(for: features)
    let columns = try columns(of: scores)
    return scores.logits(smallestProbability: smallestProbability).selecting(columns: columns)
  }

  /// For each class of the data the column of the model's numbers.
  private func columns(of scores: ClassScores) throws(InterchangeError) -> [Int] {
    let path = classifier.model.path
    let count = scores.values.columnCount
    guard count == classNames.count else {
      throw InterchangeError(
        path, "it knows \(count) classes, but the data have \(classNames.count)")
    }
    if let ownClassNames { return classNames.map { ownClassNames.firstIndex(of: $0)! } }
    let labels = scores.columnLabels.compactMap { $0 }
    if labels.isEmpty { return Array(0..<count) }
    // Names that are not the data's may still be their numbers.
    let numbers = (0..<count).map { "\($0)" }
    let isNamed = labels.allSatisfy { classNames.contains($0) }
    guard isNamed || labels.allSatisfy({ numbers.contains($0) }) else {
      throw InterchangeError(
        path,
        "its classes \(labels.joined(separator: ", ")) are not the data's, "
          + "\(classNames.joined(separator: ", ")); say their order in the plan: teacher.classes")
    }
    let names = isNamed ? classNames : numbers
    var columns = [Int?](repeating: nil, count: count)
    for (column, label) in scores.columnLabels.enumerated() {
      guard let label else { continue }
      let place = names.firstIndex(of: label)!
      guard columns[place] == nil else {
        throw InterchangeError(
          path,
          "two of its numbers are for the class \(label); say their order in the plan: teacher.classes"
        )
      }
      columns[place] = column
    }
    // A class that the model never predicts has the place that is left, if only one is.
    let free = Set(0..<count).subtracting(columns.compactMap { $0 })
    guard free.count <= 1 else {
      throw InterchangeError(
        path, "the order of its classes is not clear; say it in the plan: teacher.classes")
    }
    return columns.map { $0 ?? free.first! }
  }
}
