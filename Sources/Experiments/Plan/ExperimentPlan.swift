import Datasets
import Distillation
import NeuralNetworks

/// One experiment: which data, teacher, students and objectives, over which seeds. A plan with all its
/// defaults written out stands in every result file.
public struct ExperimentPlan: Sendable, Hashable, Codable {
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
  /// The student that the experiment is about: it is compared with every other one.
  public var subject: String

  /// A plan.
  public init(
    name: String, seeds: Int, firstSeed: Int = 0, data: DataPlan, teacher: TeacherPlan,
    students: [StudentPlan], objectives: [ObjectivePlan], training: TrainingSettings,
    subject: String
  ) {
    self.name = name
    self.seeds = seeds
    self.firstSeed = firstSeed
    self.data = data
    self.teacher = teacher
    self.students = students
    self.objectives = objectives
    self.training = training
    self.subject = subject
  }

  /// The seeds in their order.
  public var seedValues: [UInt64] { (0..<seeds).map { UInt64(firstSeed + $0) } }
}

/// An extended XOR data set, drawn anew for each seed.
public struct DataPlan: Sendable, Hashable, Codable {
  /// Where the samples come from.
  public enum Source: String, Sendable, Codable {
    /// The generator of that name.
    case extendedXOR = "extended-xor"
  }

  /// How many samples of each blob the four parts get.
  public struct PerBlob: Sendable, Hashable, Codable {
    /// For training the teacher.
    public var teacher: Int
    /// For training the students.
    public var student: Int
    /// For choices.
    public var validation: Int
    /// For the results.
    public var test: Int

    /// These sizes.
    public init(teacher: Int, student: Int, validation: Int, test: Int) {
      self.teacher = teacher
      self.student = student
      self.validation = validation
      self.test = test
    }

    /// The size of one part.
    public subscript(part: DataPart) -> Int {
      switch part {
      case .teacher: teacher
      case .student: student
      case .validation: validation
      case .test: test
      }
    }
  }

  /// Where the samples come from.
  public var source: Source
  /// The number of blobs along an axis.
  public var grid: Int
  /// The number of classes.
  public var classes: Int
  /// A blob's scatter, in units of the grid's spacing.
  public var sigma: Double
  /// The number of features.
  public var dimension: Int
  /// The size of the parts.
  public var perBlob: PerBlob

  /// Extended XOR with these settings.
  public init(
    source: Source = .extendedXOR, grid: Int = 4, classes: Int = 3, sigma: Double = 0.3,
    dimension: Int = 2, perBlob: PerBlob
  ) {
    self.source = source
    self.grid = grid
    self.classes = classes
    self.sigma = sigma
    self.dimension = dimension
    self.perBlob = perBlob
  }
}

/// A multilayer perceptron that is trained on the teacher's part of the data.
public struct TeacherPlan: Sendable, Hashable, Codable {
  /// The network's hidden layers.
  public struct Network: Sendable, Hashable, Codable {
    /// The number of units in each hidden layer.
    public var hidden: [Int]
    /// What follows each hidden layer.
    public var activation: Activation

    /// A network with these hidden layers.
    public init(hidden: [Int], activation: Activation) {
      self.hidden = hidden
      self.activation = activation
    }
  }

  /// What the network is.
  public var network: Network
  /// How it is trained.
  public var training: TrainingSettings

  /// A teacher.
  public init(network: Network, training: TrainingSettings) {
    self.network = network
    self.training = training
  }
}

/// A student: its name and its layers.
public struct StudentPlan: Sendable, Hashable, Codable {
  /// What the student is called.
  public var name: String
  /// The layers, from the features to the logits.
  public var layers: [LayerPlan]

  /// A student.
  public init(name: String, layers: [LayerPlan]) {
    self.name = name
    self.layers = layers
  }
}

/// An objective: its name and its weighted terms.
public struct ObjectivePlan: Sendable, Hashable, Codable {
  /// What the objective is called.
  public var name: String
  /// What is added up.
  public var terms: [Term]

  /// An objective.
  public init(name: String, terms: [Term]) {
    self.name = name
    self.terms = terms
  }

  /// One term with its settings.
  public enum Term: Sendable, Hashable, Codable {
    /// ``CrossEntropyTerm``
    case crossEntropy(weight: Double)
    /// ``LogitsTerm``
    case logits(weight: Double, temperature: Double)
  }
}
