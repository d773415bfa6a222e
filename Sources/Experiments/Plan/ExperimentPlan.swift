import Arithmetic
import Distillation

/// One experiment: which data, teacher, students and objectives, over which seeds. A plan with all its
/// defaults written out stands in every result file.
public struct ExperimentPlan: Sendable, Hashable {
  /// What the experiment is called.
  public var name: String
  /// How many seeds; each gives new data, a new teacher, new initial parameters.
  public var seeds: Int
  /// The first seed; the others follow it.
  public var firstSeed: Int
  /// What is learnt.
  public var data: DataPlan
  /// Who teaches.
  public var teacher: TeacherPlan
  /// Who learns.
  public var students: [StudentPlan]
  /// What students are trained for. The first one is the control that the others are compared with.
  public var objectives: [ObjectivePlan]
  /// How students are trained.
  public var training: TrainingSettings
  /// How circuits are run while students are trained, unless their objective says otherwise.
  public var execution: ExecutionPlan
  /// The student that the experiment is about: it is compared with every other one.
  public var subject: String
  /// What the experiment is checked against.
  public var controls: [Control]
  /// What is chosen on the validation part before; `nil` for nothing.
  public var tuning: TuningPlan?
  /// Under what noise, and with how few shots, students are looked at in the end; `nil` for neither.
  public var robustness: RobustnessPlan?
  /// What a cluster is asked for, if the experiment is run on one; `nil` for its defaults.
  public var slurm: SlurmSettings?

  /// A plan.
  public init(
    name: String, seeds: Int, firstSeed: Int = 0, data: DataPlan, teacher: TeacherPlan,
    students: [StudentPlan], objectives: [ObjectivePlan], training: TrainingSettings,
    execution: ExecutionPlan = .ideal, subject: String, controls: [Control] = [],
    tuning: TuningPlan? = nil,
    robustness: RobustnessPlan? = nil, slurm: SlurmSettings? = nil
  ) {
    self.name = name
    self.seeds = seeds
    self.firstSeed = firstSeed
    self.data = data
    self.teacher = teacher
    self.students = students
    self.objectives = objectives
    self.training = training
    self.execution = execution
    self.subject = subject
    self.controls = controls
    self.tuning = tuning
    self.robustness = robustness
    self.slurm = slurm
  }

  /// The students with the objectives that they are trained for: students in their order, for each its objectives in
  /// theirs.
  var arms: [(student: StudentPlan, objective: ObjectivePlan)] {
    students.flatMap { student in
      objectives.filter { $0.isFor(student.name) }.map { (student, $0) }
    }
  }

  /// The seeds in their order.
  public var seedValues: [UInt64] { seedValues(count: seeds) }

  /// The first seed and those that follow it, as many as are asked for.
  func seedValues(count: Int) -> [UInt64] { (0..<count).map { UInt64(firstSeed + $0) } }
}

extension ExperimentPlan {
  /// The precision of the students' passes. Setting it sets the teacher's too.
  public var precision: Precision {
    get { training.precision }
    set {
      training.precision = newValue
      teacher.setPrecision(newValue)
    }
  }
}

extension TeacherPlan {
  fileprivate mutating func setPrecision(_ precision: Precision) {
    switch self {
    case .network(var network):
      network.training.precision = precision
      self = .network(network)
    case .file, .onnx, .model: break
    case .ensemble(var members, let mean):
      for index in members.indices { members[index].setPrecision(precision) }
      self = .ensemble(members, mean: mean)
    }
  }
}
