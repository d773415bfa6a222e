/// The four parts of the data that every seed of an experiment works with. No sample is in two of them.
public enum DataPart: String, CaseIterable, Sendable, Codable {
  /// What the teacher is trained on.
  case teacher
  /// What students are trained on: the labels a user really has.
  case student
  /// What every choice is made on.
  case validation
  /// What results are measured on, once, at the end.
  case test
}

/// The four parts of one seed's data.
public struct DataParts: Sendable, Hashable {
  /// What the teacher is trained on.
  public let teacher: Dataset
  /// What students are trained on.
  public let student: Dataset
  /// What every choice is made on.
  public let validation: Dataset
  /// What results are measured on, once, at the end.
  public let test: Dataset

  /// One of the parts.
  public subscript(part: DataPart) -> Dataset {
    switch part {
    case .teacher: teacher
    case .student: student
    case .validation: validation
    case .test: test
    }
  }

  /// The four parts, each from `part`.
  public init<Failure: Error>(_ part: (DataPart) throws(Failure) -> Dataset) throws(Failure) {
    teacher = try part(.teacher)
    student = try part(.student)
    validation = try part(.validation)
    test = try part(.test)
  }
}
