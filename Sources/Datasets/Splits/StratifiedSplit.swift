/// How a table's rows are divided: each class alike, by shares of its labelled rows.
///
/// `test`, `validation` and `teacher` have rows of their own; so has the student, or it gets a fraction of
/// the teacher's. What the shares leave over is in no part. All rows without a label are transfer rows.
///
///     // A quarter for the test. The student has the labels of a fifth of the teacher's rows; on the other
///     // four fifths it has the teacher's word only.
///     try StratifiedSplit(
///       teacher: 0.6, student: .ofTeacher(0.2), validation: 0.15, test: 0.25,
///       transfer: .restOfTeacher)
public struct StratifiedSplit: Sendable, Hashable {
  /// Where the student's rows come from.
  public enum StudentRows: Sendable, Hashable {
    /// A share of the labelled rows that nobody else has.
    case share(Double)
    /// A fraction of the teacher's rows; with 1 they learn from the same rows.
    case ofTeacher(Double)
  }

  /// Which labelled rows are without their labels in the student's transfer set.
  public enum TransferRows: Sendable, Hashable {
    /// A share of the labelled rows that nobody else has.
    case share(Double)
    /// The teacher's rows that are not the student's.
    case restOfTeacher
  }

  /// The teacher's share. It may be 0: a teacher may come from elsewhere.
  public let teacher: Double
  /// The student's rows.
  public let student: StudentRows
  /// The share for choices. It may be 0.
  public let validation: Double
  /// The share for the results.
  public let test: Double
  /// The labelled rows of the transfer set.
  public let transfer: TransferRows

  /// A split by these shares.
  ///
  /// - Throws: `DatasetError` if a share is not from 0 to 1, the student or the test would have no rows,
  ///   or all shares are more than 1 together.
  public init(
    teacher: Double, student: StudentRows, validation: Double, test: Double,
    transfer: TransferRows = .share(0)
  ) throws(DatasetError) {
    (self.teacher, self.student, self.validation) = (teacher, student, validation)
    (self.test, self.transfer) = (test, transfer)
    try check()
  }

  /// The share of the student's own rows: 0 if they are the teacher's.
  var studentShare: Double {
    if case .share(let share) = student { share } else { 0 }
  }

  /// The share of the transfer set's own rows: 0 if they are the teacher's.
  var transferShare: Double {
    if case .share(let share) = transfer { share } else { 0 }
  }

  private func check() throws(DatasetError) {
    let shares = [
      ("test", test), ("validation", validation), ("teacher", teacher), ("student", studentShare),
      ("transfer", transferShare),
    ]
    for (name, share) in shares where !(0...1).contains(share) {
      throw .invalidSetting("the \(name) share", "\(share)", "a number from 0 to 1")
    }
    guard test > 0 else {
      throw .invalidSetting("the test share", "\(test)", "above 0: results are measured there")
    }
    switch student {
    case .share(let share):
      guard share > 0 else {
        throw .invalidSetting("the student share", "\(share)", "above 0: it learns from these rows")
      }
    case .ofTeacher(let fraction):
      guard fraction > 0, fraction <= 1 else {
        throw .invalidSetting(
          "the student's fraction of the teacher's rows", "\(fraction)", "above 0 and at most 1")
      }
      guard teacher > 0 else {
        throw .invalidSetting("the teacher share", "0.0", "above 0: the student gets some of it")
      }
      guard transfer != .restOfTeacher || fraction < 1 else {
        throw .invalidSetting(
          "the student's fraction of the teacher's rows", "1.0",
          "below 1 if the rest of them is the transfer set")
      }
    }
    let sum = shares.reduce(0) { $0 + $1.1 }
    // Shares such as 0.1 + 0.2 + 0.7 are one, up to rounding.
    guard sum <= 1 + 1e-9 else {
      throw .invalidSetting("the sum of all shares", "\(sum)", "at most 1")
    }
  }
}
