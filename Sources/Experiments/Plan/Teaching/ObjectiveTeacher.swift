/// Who teaches a student for an objective.
public enum ObjectiveTeacher: Sendable, Hashable {
  /// The plan's teacher.
  case plan
  /// A student of the plan that was trained for another objective: a teacher's assistant, between a large teacher and a
  /// small student. Mirzadeh et al., *Improved knowledge distillation via teacher assistant* (2020).
  case assistant(student: String, objective: String)
  /// The same student, trained for another objective, and then by itself, generation after generation, each from other
  /// initial parameters. Furlanello et al., *Born-again neural networks* (2018).
  case itself(objective: String, generations: Int)
  /// Another student that is trained at the same time, and taught in turn. Zhang et al., *Deep mutual learning* (2018).
  case peer(student: String)
  /// The plan's teacher, of whom less is heard.
  case weakened(Weakening)

  /// What is kept from a student of what the teacher says: controls, which ask what it is that teaches.
  public enum Weakening: String, PlanName {
    /// Its choice alone: ``TrainingSet/hardened()``.
    case hard
    /// Which sample it says it of: ``TrainingSet/shuffled(by:)``.
    case shuffled
    /// All but how much it doubts on average: ``TrainingSet/smoothed(temperature:)``.
    case smoothedLabels = "smoothed-labels"

    /// `teacher`
    public static let kind = "teacher"
  }

  /// Whether it is the plan's teacher, weakened or not.
  var isOfPlan: Bool {
    switch self {
    case .plan, .weakened: true
    case .assistant, .itself, .peer: false
    }
  }
}

/// As `plan`, `hard`, `shuffled`, `smoothed-labels`, `{"assistant": {"student": "classical-195", "objective": "distilled"}}`, `{"self": {"objective": "labels",
/// "generations": 2}}` or `{"peer": {"student": "classical-195"}}`.
extension ObjectiveTeacher: Codable {
  private enum CodingKeys: String, PlanChoice {
    case assistant, peer
    case itself = "self"

    static let kind = "teacher"
  }

  private enum Settings: CodingKey {
    case student, objective, generations
  }

  /// Decodes a teacher.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.singleValueContainer(),
      let name = try? container.decode(String.self)
    {
      if name == "plan" {
        self = .plan
      } else if let weakening = Weakening(rawValue: name) {
        self = .weakened(weakening)
      } else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription:
            "plan, \(Weakening.list) should be here, or a mapping with one of: \(CodingKeys.list)"
        )
      }
      return
    }
    let (choice, container) = try decoder.choice(CodingKeys.self)
    let settings = try container.nestedContainer(keyedBy: Settings.self, forKey: choice)
    switch choice {
    case .assistant:
      self = .assistant(
        student: try settings.decode(String.self, forKey: .student),
        objective: try settings.decode(String.self, forKey: .objective))
    case .itself:
      self = .itself(
        objective: try settings.decode(String.self, forKey: .objective),
        generations: try settings.decodeIfPresent(Int.self, forKey: .generations) ?? 1)
    case .peer:
      self = .peer(student: try settings.decode(String.self, forKey: .student))
    }
  }

  /// Encodes the teacher.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .plan:
      var container = encoder.singleValueContainer()
      try container.encode("plan")
    case .weakened(let weakening): try weakening.encode(to: encoder)
    case .assistant(let student, let objective):
      var container = encoder.container(keyedBy: CodingKeys.self)
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .assistant)
      try settings.encode(student, forKey: .student)
      try settings.encode(objective, forKey: .objective)
    case .itself(let objective, let generations):
      var container = encoder.container(keyedBy: CodingKeys.self)
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .itself)
      try settings.encode(objective, forKey: .objective)
      try settings.encode(generations, forKey: .generations)
    case .peer(let student):
      var container = encoder.container(keyedBy: CodingKeys.self)
      var settings = container.nestedContainer(keyedBy: Settings.self, forKey: .peer)
      try settings.encode(student, forKey: .student)
    }
  }
}
