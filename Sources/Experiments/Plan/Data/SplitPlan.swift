import Datasets

/// How a table's rows are divided, each class alike: shares of its labelled rows. See ``StratifiedSplit``.
public struct SplitPlan: Sendable, Hashable {
  /// The teacher's share.
  public var teacher: Double
  /// The student's share, or its part of the teacher's rows.
  public var student: StratifiedSplit.StudentRows
  /// The share for choices.
  public var validation: Double
  /// The share for the results.
  public var test: Double
  /// Which labelled rows students learn from without their labels.
  public var transfer: StratifiedSplit.TransferRows

  /// These shares.
  public init(
    teacher: Double, student: StratifiedSplit.StudentRows, validation: Double = 0, test: Double,
    transfer: StratifiedSplit.TransferRows = .share(0)
  ) {
    self.teacher = teacher
    self.student = student
    self.validation = validation
    self.test = test
    self.transfer = transfer
  }

  /// The split.
  func makeSplit() throws(PlanError) -> StratifiedSplit {
    do throws(DatasetError) {
      return try StratifiedSplit(
        teacher: teacher, student: student, validation: validation, test: test, transfer: transfer)
    } catch {
      throw PlanError("data.split", "\(error)")
    }
  }
}

/// As `{"teacher": 0.5, "student": 0.2, "validation": 0.1, "test": 0.2}`, where the student may have
/// `{"ofTeacher": 0.4}`, and `transfer` a share too, or `restOfTeacher`.
extension SplitPlan: Codable {
  private enum CodingKeys: CodingKey {
    case teacher, student, validation, test, transfer
  }

  private enum RestName: String, PlanName {
    case restOfTeacher

    static let kind = "transfer set"
  }

  private enum StudentKeys: CodingKey {
    case ofTeacher
  }

  /// Decodes shares.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let student: StratifiedSplit.StudentRows =
      if let share = try? container.decode(Double.self, forKey: .student) {
        .share(share)
      } else {
        .ofTeacher(
          try container.nestedContainer(keyedBy: StudentKeys.self, forKey: .student)
            .decode(Double.self, forKey: .ofTeacher))
      }
    self.init(
      teacher: try container.decode(Double.self, forKey: .teacher), student: student,
      validation: try container.decodeIfPresent(Double.self, forKey: .validation) ?? 0,
      test: try container.decode(Double.self, forKey: .test))
    if let share = try? container.decodeIfPresent(Double.self, forKey: .transfer) {
      transfer = .share(share)
    } else if container.contains(.transfer) {
      _ = try container.decode(RestName.self, forKey: .transfer)
      transfer = .restOfTeacher
    }
  }

  /// Encodes all shares.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(teacher, forKey: .teacher)
    switch student {
    case .share(let share): try container.encode(share, forKey: .student)
    case .ofTeacher(let fraction):
      var nested = container.nestedContainer(keyedBy: StudentKeys.self, forKey: .student)
      try nested.encode(fraction, forKey: .ofTeacher)
    }
    try container.encode(validation, forKey: .validation)
    try container.encode(test, forKey: .test)
    switch transfer {
    case .share(let share): try container.encode(share, forKey: .transfer)
    case .restOfTeacher: try container.encode(RestName.restOfTeacher, forKey: .transfer)
    }
  }
}
