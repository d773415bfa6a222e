import Distillation

/// How a saved student was trained, and how well it does.
public struct StudentTraining: Sendable, Hashable, Codable {
  /// Why this seed's student was kept, of those of all seeds.
  public enum Choice: String, Sendable, Hashable, Codable {
    /// Its macro-F1 on the validation part is the best; the lowest seed of several.
    case bestOnValidation = "best-on-validation"
    /// There is no validation part to choose on: the first seed whose training did not fail.
    case firstSeed = "first-seed"
  }

  /// The version of the package that trained it.
  public let version: String
  /// What the experiment's plan was called.
  public let plan: String
  /// The seed.
  public let seed: UInt64
  /// Why this seed's.
  public let choice: Choice
  /// How many seeds there were to choose from.
  public let seedCount: Int
  /// What it was trained for.
  public let objective: ObjectivePlan
  /// How.
  public let settings: TrainingSettings
  /// How its circuits were run meanwhile; `nil` for ideally.
  public let execution: ExecutionPlan?
  /// Who taught.
  public let teacher: TeacherPlan
  /// The SHA-256 of what files say of the data's rows, in hexadecimal; `nil` for a teacher without files.
  public let teacherSHA256: String?
  /// The teacher's macro-F1 on the test part.
  public let teacherTestMacroF1: Double?
  /// The SHA-256 of the seed's data, in hexadecimal.
  public let dataSHA256: String
  /// How many samples it learnt from; `nil` in students of versions that did not say.
  public let sampleCount: Int?
  /// The macro-F1 on the validation part; `nil` if there was none.
  public let validationMacroF1: Double?
  /// The macro-F1 on the test part, on which nothing was chosen.
  public let testMacroF1: Double
  /// Which instructions it was trained with; others give other last bits.
  public let instructionSet: String

  /// Where a student came from.
  public init(
    version: String = Provenance.packageVersion, plan: String, seed: UInt64, choice: Choice,
    seedCount: Int, objective: ObjectivePlan, settings: TrainingSettings,
    execution: ExecutionPlan? = nil,
    teacher: TeacherPlan,
    teacherSHA256: String? = nil, teacherTestMacroF1: Double?, dataSHA256: String,
    sampleCount: Int? = nil, validationMacroF1: Double?, testMacroF1: Double, instructionSet: String
  ) {
    self.version = version
    self.plan = plan
    self.seed = seed
    self.choice = choice
    self.seedCount = seedCount
    self.objective = objective
    self.settings = settings
    self.execution = execution
    self.teacher = teacher
    self.teacherSHA256 = teacherSHA256
    self.teacherTestMacroF1 = teacherTestMacroF1
    self.dataSHA256 = dataSHA256
    self.sampleCount = sampleCount
    self.validationMacroF1 = validationMacroF1
    self.testMacroF1 = testMacroF1
    self.instructionSet = instructionSet
  }
}
