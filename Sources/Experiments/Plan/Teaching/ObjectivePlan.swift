import Distillation

/// An objective: its name, its weighted terms, who teaches, and who is trained for it.
public struct ObjectivePlan: Sendable, Hashable {
  /// What the objective is called.
  public var name: String
  /// What is added up.
  public var terms: [Term]
  /// Who teaches.
  public var teacher: ObjectiveTeacher
  /// Which students are trained for it; `nil` for all.
  public var students: [String]?
  /// How circuits are run while students are trained for it; `nil` for the way that the plan has for all.
  public var execution: ExecutionPlan?

  /// An objective.
  public init(
    name: String, terms: [any ObjectiveTerm], teacher: ObjectiveTeacher = .plan,
    students: [String]? = nil, execution: ExecutionPlan? = nil
  ) {
    self.init(name: name, listed: terms.map { Term($0) })
    self.teacher = teacher
    self.students = students
    self.execution = execution
  }

  private init(name: String, listed terms: [Term]) {
    self.name = name
    self.terms = terms
    teacher = .plan
  }

  /// Whether nothing is said of it but its terms: then it is a list of these in a plan's file.
  var isOfTermsAlone: Bool { teacher == .plan && students == nil && execution == nil }

  /// The temperature at which smoothed labels have the teacher's entropy: that of the first term that has one; `nil` if there is none, or
  /// it changes.
  var smoothingTemperature: Double? {
    let term = terms.lazy.compactMap { $0.term as? any TemperedTerm }.first
    guard case .constant(let temperature)? = term?.temperature else { return nil }
    return temperature
  }

  /// Whether a student is trained for the objective.
  func isFor(_ student: String) -> Bool { students?.contains(student) ?? true }

  /// One term with its settings.
  public struct Term: Sendable {
    /// The term.
    public let term: any ObjectiveTerm

    /// A term.
    public init(_ term: any ObjectiveTerm) {
      self.term = term
    }
  }
}

extension ObjectivePlan.Term: Hashable {
  /// Whether kind and settings are the same.
  public static func == (left: Self, right: Self) -> Bool {
    AnyHashable(left.term) == AnyHashable(right.term)
  }

  /// Hashes kind and settings.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(AnyHashable(term))
  }
}

/// As `{"crossEntropy": {"weight": 1}}` or `{"logits": {"weight": 0.5, "temperature": 2}}`.
extension ObjectivePlan.Term: Codable {
  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let (name, container) = try decoder.choice("term", of: Objective.termKinds.map { $0.name })
    let kind = Objective.termKinds.first { $0.name == name.stringValue }!
    self.init(try kind.init(from: container.superDecoder(forKey: name)))
  }

  /// Encodes the term.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    try container.encode(term, forKey: AnyKey(stringValue: type(of: term).name))
  }
}

/// With its name in JSON; in a plan file what follows the name: a list of terms, or a mapping with them and with teacher
/// and students.
extension ObjectivePlan: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, terms, teacher, students
    case execution = "circuits"
  }

  /// What follows an objective's name in a plan file.
  struct Body: Codable {
    let objective: ObjectivePlan

    init(_ objective: ObjectivePlan) {
      self.objective = objective
    }

    init(from decoder: any Decoder) throws {
      if (try? decoder.unkeyedContainer()) != nil {
        objective = ObjectivePlan(name: "", listed: try [Term](from: decoder))
        return
      }
      let container = try decoder.container(keyedBy: CodingKeys.self)
      var objective = ObjectivePlan(
        name: "", listed: try container.decode([Term].self, forKey: .terms))
      objective.teacher =
        try container.decodeIfPresent(ObjectiveTeacher.self, forKey: .teacher) ?? .plan
      objective.students = try container.decodeIfPresent([String].self, forKey: .students)
      objective.execution = try container.decodeIfPresent(ExecutionPlan.self, forKey: .execution)
      self.objective = objective
    }

    func encode(to encoder: any Encoder) throws {
      if objective.isOfTermsAlone {
        try objective.terms.encode(to: encoder)
        return
      }
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(objective.terms, forKey: .terms)
      try container.encode(objective.teacher, forKey: .teacher)
      try container.encodeIfPresent(objective.students, forKey: .students)
      try container.encodeIfPresent(objective.execution, forKey: .execution)
    }
  }

  /// An objective of this name.
  init(name: String, _ body: Body) {
    self = body.objective
    self.name = name
  }

  /// Decodes an objective.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      listed: try container.decode([Term].self, forKey: .terms))
    teacher = try container.decodeIfPresent(ObjectiveTeacher.self, forKey: .teacher) ?? .plan
    students = try container.decodeIfPresent([String].self, forKey: .students)
    execution = try container.decodeIfPresent(ExecutionPlan.self, forKey: .execution)
  }
}
