import Crypto
import Distillation
import Foundation

/// All that a run's numbers depend on: its slice of the plan, which names the precision, its data, and the version of
/// this package. (The instruction set, which changes last bits, is recorded with the run.) Its hash names the run's file,
/// so that no number of another run is ever taken for it.
///
/// What a plan calls its students and objectives is part of an identity, for those who read it, but not of its hash: the
/// same run has one file under whatever names.
public struct RunIdentity: Sendable, Hashable, Codable {
  /// The version of this package.
  public var version = Provenance.packageVersion
  /// The seed.
  public let seed: UInt64
  /// The SHA-256 of the seed's data, in hexadecimal.
  public let dataSHA256: String
  /// The teacher, and how it was trained.
  public let teacher: TeacherPlan
  /// The SHA-256 of what files say of the data's rows, in hexadecimal; `nil` for a teacher without files.
  public var teacherSHA256: String?
  /// The student's arm; `nil` for the run that trains the teacher.
  public var arm: Arm?

  /// A student with an objective.
  public struct Arm: Sendable, Hashable, Codable {
    /// The student.
    public let student: StudentPlan
    /// What it was trained for.
    public let objective: ObjectivePlan
    /// How.
    public let training: TrainingSettings
    /// The arm whose student taught it, as the only element; `nil` if that was the plan's teacher.
    public internal(set) var taughtBy: [Arm]?
    /// The student that was trained beside it, if there was one.
    public internal(set) var peer: StudentPlan?
    /// How circuits were run meanwhile; `nil` for ideally.
    public internal(set) var execution: ExecutionPlan?

    init(student: StudentPlan, objective: ObjectivePlan, training: TrainingSettings) {
      self.student = student
      self.objective = objective
      self.training = training
    }
  }

  /// The SHA-256 of the canonical JSON, in hexadecimal. See ``RunNames`` for many.
  func hash() throws -> String { SHA256.hash(data: try canonicalJSON()).hexadecimal }

  /// The canonical JSON of the identity without names.
  func canonicalJSON() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(content)
  }
}
