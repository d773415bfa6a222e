import Crypto
import Distillation
import FileFormats
import Tables

/// A saved student that teaches: its logits in the order of the data's classes.
public struct SavedTeacher: Sendable {
  /// The SHA-256 of what was saved, in hexadecimal.
  let sha256: String
  let student: SavedStudent
  /// For each class of the data the column of the student's logits.
  private let columns: [Int]

  /// Reads a student for data.
  ///
  /// - Throws: `FileError` if it cannot be read, or is one for other features or classes.
  init(_ folder: String, _ data: DataPlan) throws {
    student = try SavedStudent(contentsOf: folder)
    sha256 = SHA256.hash(data: Array(try student.json().utf8)).hexadecimal
    guard student.interface.inputCount == data.featureCount else {
      throw FileError(
        badContentsOf: folder,
        reason: "it takes \(student.interface.inputCount) features, but the data have "
          + "\(data.featureCount)")
    }
    let names = student.interface.classNames
    guard Set(names) == Set(data.classNames) else {
      throw FileError(
        badContentsOf: folder,
        reason: "its classes are \(names.joined(separator: ", ")), but the data's are "
          + data.classNames.joined(separator: ", "))
    }
    columns = data.classNames.map { names.firstIndex(of: $0)! }
  }

  /// The student's logits for samples as they are in the data, `[samples, classes]`.
  ///
  /// - Throws: `TrainingFailure` if it cannot take one.
  func logits(for features: Matrix) throws(TrainingFailure) -> Matrix {
    try ownLogits(for: features).selecting(columns: columns)
  }

  /// What a layer makes of samples as they are in the data, `[samples, numbers]`.
  ///
  /// - Throws: `TrainingFailure` if the student cannot take one.
  /// - Precondition: there is such a layer; logits are ``logits(for:)``.
  func features(
    _ choice: FeatureChoice, for features: Matrix
  ) throws(TrainingFailure) -> Matrix {
    _ = try ownLogits(for: features)
    return Teacher(student.model, parameters: student.parameters)
      .features(choice, for: student.modelInputs(from: features))
  }

  private func ownLogits(for features: Matrix) throws(TrainingFailure) -> Matrix {
    do throws(SampleProblem) {
      return try student.logits(for: features)
    } catch {
      throw .sample("sample \(error.row): \(error.reason)")
    }
  }
}
