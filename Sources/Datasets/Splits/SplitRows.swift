import Tables

/// Which rows of a table are in which part, each in ascending order.
///
/// `test` and `validation` share no row with any other part. The student's rows and the transfer rows may
/// be the teacher's, but never each other's.
public struct SplitRows: Sendable, Hashable {
  /// What the teacher is trained on.
  public internal(set) var teacher: [Int]
  /// What students are trained on, with labels.
  public internal(set) var student: [Int]
  /// What every choice is made on.
  public internal(set) var validation: [Int]
  /// What results are measured on, once, at the end.
  public internal(set) var test: [Int]
  /// What students learn from the teacher on, without labels.
  public internal(set) var transfer: [Int]

  /// Rows that somebody has divided.
  public init(
    teacher: [Int] = [], student: [Int] = [], validation: [Int] = [], test: [Int] = [],
    transfer: [Int] = []
  ) {
    (self.teacher, self.student, self.validation, self.test) = (teacher, student, validation, test)
    self.transfer = transfer
  }

  /// The teacher's and the student's rows together: what transforms are fitted on.
  public var training: [Int] { Set(teacher).union(student).sorted() }

  /// The rows of one part.
  public subscript(part: DataPart) -> [Int] {
    switch part {
    case .teacher: teacher
    case .student: student
    case .transfer: transfer
    case .validation: validation
    case .test: test
    }
  }

  mutating func sort() {
    teacher.sort()
    student.sort()
    validation.sort()
    test.sort()
    transfer.sort()
  }
}

extension DataTable {
  /// The parts of a split: copies of their rows.
  ///
  /// - Precondition: the rows come from a split of this table.
  public func parts(_ rows: SplitRows) -> DataParts {
    DataParts(
      teacher: dataset(ofRows: rows.teacher), student: dataset(ofRows: rows.student),
      transfer: features.selecting(rows: rows.transfer),
      validation: dataset(ofRows: rows.validation), test: dataset(ofRows: rows.test))
  }
}
