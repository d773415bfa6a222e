import Tables

/// The parts of the data that every seed of an experiment works with. No sample is in two of them, but where the student
/// has some of the teacher's.
public enum DataPart: String, CaseIterable, Sendable, Codable {
  /// What the teacher is trained on.
  case teacher
  /// What students are trained on: the labels a user really has.
  case student
  /// What students learn from the teacher on, without labels: there need not be any.
  case transfer
  /// What every choice is made on.
  case validation
  /// What results are measured on, once, at the end.
  case test
}

/// The parts of one seed's data.
public struct DataParts: Sendable, Hashable {
  /// What the teacher is trained on.
  public let teacher: Dataset
  /// What students are trained on.
  public let student: Dataset
  /// What students learn from the teacher on, `[samples, features]`.
  public let transfer: Matrix
  /// What every choice is made on.
  public let validation: Dataset
  /// What results are measured on, once, at the end.
  public let test: Dataset

  /// The features of one of the parts, `[samples, features]`.
  public func features(of part: DataPart) -> Matrix {
    switch part {
    case .teacher: teacher.features
    case .student: student.features
    case .transfer: transfer
    case .validation: validation.features
    case .test: test.features
    }
  }

  /// These parts.
  ///
  /// - Parameters:
  ///   - teacher: what the teacher is trained on.
  ///   - student: what students are trained on.
  ///   - transfer: what students learn from the teacher on, `[samples, features]`; by default there is none.
  ///   - validation: what every choice is made on.
  ///   - test: what results are measured on, once, at the end.
  public init(
    teacher: Dataset, student: Dataset, transfer: Matrix? = nil, validation: Dataset,
    test: Dataset
  ) {
    self.teacher = teacher
    self.student = student
    self.transfer =
      transfer ?? Matrix(rowCount: 0, columnCount: student.features.columnCount, elements: [])
    self.validation = validation
    self.test = test
  }

  /// The same parts with their features transformed.
  public func transformed(by chain: TransformChain) -> DataParts {
    DataParts(
      teacher: chain.applied(to: teacher), student: chain.applied(to: student),
      transfer: chain.applied(to: transfer), validation: chain.applied(to: validation),
      test: chain.applied(to: test))
  }
}
