import Distillation

/// In plan files students and objectives are mappings from names, in order; in JSON, whose objects have none, lists.
extension ExperimentPlan: Codable {
  private enum CodingKeys: CodingKey {
    case name, seeds, firstSeed, data, teacher, students, objectives, training, subject, controls,
      tuning, robustness, slurm
  }

  /// Decodes a plan. Without a subject the experiment is about its last student; without a number of seeds there are 30,
  /// from 0 on; without controls there are none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    seeds = try container.decodeIfPresent(Int.self, forKey: .seeds) ?? 30
    firstSeed = try container.decodeIfPresent(Int.self, forKey: .firstSeed) ?? 0
    data = try container.decode(DataPlan.self, forKey: .data)
    teacher = try container.decode(TeacherPlan.self, forKey: .teacher)
    if decoder.userInfo[.isPlanFile] != nil {
      students = try container.decodeNamed([LayerPlan].self, forKey: .students).map(
        StudentPlan.init(name:layers:))
      objectives = try container.decodeNamed(ObjectivePlan.Body.self, forKey: .objectives).map(
        ObjectivePlan.init(name:_:))
    } else {
      students = try container.decode([StudentPlan].self, forKey: .students)
      objectives = try container.decode([ObjectivePlan].self, forKey: .objectives)
    }
    training = try container.decode(TrainingSettings.self, forKey: .training)
    execution = try container.decode(ExecutionPlan.self, forKey: .training)
    subject =
      try container.decodeIfPresent(String.self, forKey: .subject) ?? students.last?.name ?? ""
    controls = try container.decodeIfPresent([Control].self, forKey: .controls) ?? []
    tuning = try container.decodeIfPresent(TuningPlan.self, forKey: .tuning)
    robustness = try container.decodeIfPresent(RobustnessPlan.self, forKey: .robustness)
    slurm = try container.decodeIfPresent(SlurmSettings.self, forKey: .slurm)
  }

  /// Encodes the plan with all its defaults.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(seeds, forKey: .seeds)
    try container.encode(firstSeed, forKey: .firstSeed)
    try container.encode(data, forKey: .data)
    try container.encode(teacher, forKey: .teacher)
    if encoder.userInfo[.isPlanFile] != nil {
      try container.encodeNamed(students.map { ($0.name, $0.layers) }, forKey: .students)
      try container.encodeNamed(
        objectives.map { ($0.name, ObjectivePlan.Body($0)) }, forKey: .objectives)
    } else {
      try container.encode(students, forKey: .students)
      try container.encode(objectives, forKey: .objectives)
    }
    try container.encode(
      TrainingKeys(settings: training, execution: execution), forKey: .training)
    try container.encode(subject, forKey: .subject)
    try container.encode(controls, forKey: .controls)
    try container.encodeIfPresent(tuning, forKey: .tuning)
    try container.encodeIfPresent(robustness, forKey: .robustness)
    try container.encodeIfPresent(slurm, forKey: .slurm)
  }
}

/// What stands under `training:`.
private struct TrainingKeys: Encodable {
  let settings: TrainingSettings
  let execution: ExecutionPlan

  func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    if !execution.isIdeal { try execution.encode(to: encoder) }
  }
}

extension KeyedDecodingContainer {
  fileprivate func decodeNamed<Value: Decodable>(
    _ type: Value.Type, forKey key: Key
  ) throws -> [(String, Value)] {
    let values = try nestedContainer(keyedBy: AnyKey.self, forKey: key)
    return try values.allKeys.map { ($0.stringValue, try values.decode(type, forKey: $0)) }
  }
}

extension KeyedEncodingContainer {
  fileprivate mutating func encodeNamed(
    _ values: [(String, some Encodable)], forKey key: Key
  ) throws {
    var container = nestedContainer(keyedBy: AnyKey.self, forKey: key)
    for (name, value) in values {
      try container.encode(value, forKey: AnyKey(stringValue: name))
    }
  }
}
