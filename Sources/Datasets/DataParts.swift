/// The four disjoint parts that every seed of an experiment works with.
public struct DataParts: Sendable, Hashable {
  /// What the teacher is trained on.
  public let teacher: Dataset
  /// What students are trained on: the labels a user really has.
  public let student: Dataset
  /// What every choice is made on.
  public let validation: Dataset
  /// What results are measured on, once, at the end.
  public let test: Dataset

  /// The four parts.
  public init(teacher: Dataset, student: Dataset, validation: Dataset, test: Dataset) {
    self.teacher = teacher
    self.student = student
    self.validation = validation
    self.test = test
  }
}
