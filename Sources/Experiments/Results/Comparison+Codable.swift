// In a result file a comparison's difference stands beside its names, not in an object of its own.

extension ObjectiveComparison: Codable {
  private enum Key: String, CodingKey {
    case student, treatment, control
  }

  /// Reads a comparison of a result file.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    student = try container.decode(String.self, forKey: .student)
    treatment = try container.decode(String.self, forKey: .treatment)
    control = try container.decode(String.self, forKey: .control)
    difference = try PairedDifference(from: decoder)
  }

  /// Writes a comparison as a result file has it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(student, forKey: .student)
    try container.encode(treatment, forKey: .treatment)
    try container.encode(control, forKey: .control)
    try difference.encode(to: encoder)
  }
}

extension StudentComparison: Codable {
  private enum Key: String, CodingKey {
    case student, controlStudent, objective
  }

  /// Reads a comparison of a result file.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    student = try container.decode(String.self, forKey: .student)
    controlStudent = try container.decode(String.self, forKey: .controlStudent)
    objective = try container.decode(String.self, forKey: .objective)
    difference = try PairedDifference(from: decoder)
  }

  /// Writes a comparison as a result file has it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(student, forKey: .student)
    try container.encode(controlStudent, forKey: .controlStudent)
    try container.encode(objective, forKey: .objective)
    try difference.encode(to: encoder)
  }
}

extension GainComparison: Codable {
  private enum Key: String, CodingKey {
    case student, controlStudent, treatment, control
  }

  /// Reads a comparison of a result file.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    student = try container.decode(String.self, forKey: .student)
    controlStudent = try container.decode(String.self, forKey: .controlStudent)
    treatment = try container.decode(String.self, forKey: .treatment)
    control = try container.decode(String.self, forKey: .control)
    difference = try PairedDifference(from: decoder)
  }

  /// Writes a comparison as a result file has it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(student, forKey: .student)
    try container.encode(controlStudent, forKey: .controlStudent)
    try container.encode(treatment, forKey: .treatment)
    try container.encode(control, forKey: .control)
    try difference.encode(to: encoder)
  }
}
