/// What a cluster's Slurm is asked for, for each task of an experiment. Nothing of it changes a result.
public struct SlurmSettings: Sendable, Hashable {
  /// The partition; `nil` for the cluster's default. So are the others.
  public var partition: String?
  /// Whose account it goes on.
  public var account: String?
  /// How long a task may take, as Slurm writes it: `90` minutes, `1:30:00`.
  public var time: String?
  /// How much memory a task may take, as Slurm writes it: `2G`.
  public var memory: String?
  /// How many cores a task has; as many runs go on at a time.
  public var cpus: Int
  /// How many tasks go on at a time; `nil` for all that the cluster has room for.
  public var maxTasks: Int?
  /// How long a task takes at least, in minutes, as far as its runs can be foreseen.
  public var taskMinutes: Double
  /// Other options of `sbatch`, such as `--qos=long`.
  public var options: [String]
  /// Lines of shell before a task begins, such as `module load swift`.
  public var setup: [String]

  /// Estimates are good to a factor of two or three: a task of an estimated five minutes takes more than one.
  public static let usualTaskMinutes = 5.0

  /// These wishes.
  public init(
    partition: String? = nil, account: String? = nil, time: String? = nil, memory: String? = nil,
    cpus: Int = 1, maxTasks: Int? = nil, taskMinutes: Double = usualTaskMinutes,
    options: [String] = [], setup: [String] = []
  ) {
    self.partition = partition
    self.account = account
    self.time = time
    self.memory = memory
    self.cpus = cpus
    self.maxTasks = maxTasks
    self.taskMinutes = taskMinutes
    self.options = options
    self.setup = setup
  }

  /// Makes sure that they make sense.
  public func check(place: String) throws(PlanError) {
    if cpus < 1 { throw PlanError("\(place).cpus", "\(cpus); at least 1 is needed") }
    if let maxTasks, maxTasks < 1 {
      throw PlanError("\(place).maxTasks", "\(maxTasks); at least 1 must go on")
    }
    guard taskMinutes >= 0, taskMinutes.isFinite else {
      throw PlanError("\(place).taskMinutes", "\(taskMinutes); give a number from 0 upwards")
    }
    for (name, text) in [
      ("partition", partition), ("account", account), ("time", time), ("memory", memory),
    ] {
      if let text, text.isEmpty || text.contains(where: \.isWhitespace) {
        throw PlanError("\(place).\(name)", "\"\(text)\"; give one word, as sbatch takes it")
      }
    }
    for option in options where !option.hasPrefix("-") || option.contains(where: \.isNewline) {
      throw PlanError(
        "\(place).options", "\"\(option)\"; give options of sbatch, such as --qos=long")
    }
  }
}

/// As `{partition: long, time: 2:00:00, cpus: 8}`, all of which may be left out.
extension SlurmSettings: Codable {
  private enum CodingKeys: CodingKey {
    case partition, account, time, memory, cpus, maxTasks, taskMinutes, options, setup
  }

  /// Decodes wishes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? {
      try container.decodeIfPresent(String.self, forKey: key)
    }
    func texts(_ key: CodingKeys) throws -> [String] {
      try container.decodeIfPresent([String].self, forKey: key) ?? []
    }
    self.init(
      partition: try text(.partition), account: try text(.account), time: try text(.time),
      memory: try text(.memory), cpus: try container.decodeIfPresent(Int.self, forKey: .cpus) ?? 1,
      maxTasks: try container.decodeIfPresent(Int.self, forKey: .maxTasks),
      taskMinutes: try container.decodeIfPresent(Double.self, forKey: .taskMinutes)
        ?? Self.usualTaskMinutes, options: try texts(.options), setup: try texts(.setup))
  }
}
