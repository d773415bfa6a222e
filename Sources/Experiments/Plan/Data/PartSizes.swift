import Datasets

/// How many samples the parts of drawn data get, of each blob or class.
public struct PartSizes: Sendable, Hashable {
  /// For training the teacher.
  public var teacher: Int
  /// For training the students.
  public var student: Int
  /// Without labels, for the students.
  public var transfer: Int
  /// For choices.
  public var validation: Int
  /// For the results.
  public var test: Int

  /// These sizes.
  public init(teacher: Int, student: Int, transfer: Int = 0, validation: Int, test: Int) {
    self.teacher = teacher
    self.student = student
    self.transfer = transfer
    self.validation = validation
    self.test = test
  }

  /// The size of one part.
  public subscript(part: DataPart) -> Int {
    switch part {
    case .teacher: teacher
    case .student: student
    case .transfer: transfer
    case .validation: validation
    case .test: test
    }
  }

  /// Makes sure that parts of these sizes can be drawn. Only the transfer part may be empty.
  func check(
    place: String, _ canBeDrawn: (Int) throws(DatasetError) -> Void
  ) throws(PlanError) {
    for part in DataPart.allCases where part != .transfer || transfer != 0 {
      do throws(DatasetError) {
        try canBeDrawn(self[part])
      } catch {
        throw PlanError("\(place).\(part.rawValue)", "\(error)")
      }
    }
  }
}

/// As `{"teacher": 60, "student": 5, "validation": 5, "test": 100}`; transfer may stand there too.
extension PartSizes: Codable {
  private enum CodingKeys: CodingKey {
    case teacher, student, transfer, validation, test
  }

  /// Decodes sizes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      teacher: try container.decode(Int.self, forKey: .teacher),
      student: try container.decode(Int.self, forKey: .student),
      transfer: try container.decodeIfPresent(Int.self, forKey: .transfer) ?? 0,
      validation: try container.decode(Int.self, forKey: .validation),
      test: try container.decode(Int.self, forKey: .test))
  }
}
