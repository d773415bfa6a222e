import Datasets
import FileFormats
import HybridModels
import Tables

/// A trained student that one can keep: what it is, its parameters, and where it came from.
///
/// On the disk it is a folder of two files, ``modelFileName`` and ``parameterFileName``. After reading, predictions
/// have the same bits as before writing (on one instruction set).
///
///     let student = try SavedStudent(contentsOf: "qdistill-runs/extended-xor/students/hybrid-74/distilled")
///     let logits = try student.logits(for: features)
public struct SavedStudent: Sendable, Hashable {
  /// What the student is called.
  public let name: String
  /// What it takes in and gives out.
  public let interface: StudentInterface
  /// What features go through before the layers, fitted on the training part; `nil` if they stay as they are.
  public let transforms: TransformChain?
  /// The layers, from the transformed features to the logits.
  public let layers: [LayerPlan]
  /// The layers' parameters, one after another, `[model.parameterCount]`: all finite.
  public let parameters: [Double]
  /// How it was trained, and how well it does.
  public let training: StudentTraining
  /// A few samples with the logits that must come out.
  public let samples: [Sample]
  /// The layers, ready to compute.
  public let model: Model

  /// A sample and its logits.
  public struct Sample: Sendable, Hashable, Codable {
    /// As data have them, `[inputCount]`.
    public let features: [Double]
    /// `[classes]`
    public let logits: [Double]
  }

  /// The file that describes the student.
  public static let modelFileName = "model.json"
  /// The file of its parameters.
  public static let parameterFileName = "parameters.safetensors"
  /// The format's name and version.
  public static let format = "qdistill-model/1"

  /// A student of these parts, which are checked.
  ///
  /// - Throws: `PlanError` if the layers do not fit together or to the interface, or there are more or fewer
  ///   parameters, or one of them is not finite.
  public init(
    name: String, interface: StudentInterface, transforms: TransformChain? = nil,
    layers: [LayerPlan], parameters: [Double], training: StudentTraining, samples: [Sample] = []
  ) throws(PlanError) {
    let model = try Self.makeModel(
      name: name, interface: interface, transforms: transforms, layers: layers)
    guard parameters.count == model.parameterCount else {
      throw PlanError(
        "parameters",
        "there are \(parameters.count), where the layers have \(model.parameterCount)")
    }
    guard parameters.allSatisfy(\.isFinite) else {
      throw PlanError("parameters", "one of them is not finite")
    }
    self.init(
      name: name, interface: interface, transforms: transforms, layers: layers, model: model,
      parameters: parameters, training: training, samples: samples)
  }

  /// A student of these parts, which were checked.
  init(
    name: String, interface: StudentInterface, transforms: TransformChain?, layers: [LayerPlan],
    model: Model, parameters: [Double], training: StudentTraining, samples: [Sample]
  ) {
    self.name = name
    self.interface = interface
    self.transforms = transforms
    self.layers = layers
    self.model = model
    self.parameters = parameters
    self.training = training
    self.samples = samples
  }

  /// The layers, ready to compute.
  static func makeModel(
    name: String, interface: StudentInterface, transforms: TransformChain?, layers: [LayerPlan]
  ) throws(PlanError) -> Model {
    try interface.check()
    if let transforms {
      guard transforms.inputCount == interface.inputCount, transforms.outputCount >= 1 else {
        throw PlanError(
          "transforms",
          "they take \(transforms.inputCount) features, where there are \(interface.inputCount)")
      }
    }
    return try StudentPlan(name: name, layers: layers).makeModel(
      inputCount: transforms?.outputCount ?? interface.inputCount,
      classCount: interface.classNames.count)
  }

  /// Students are equal if all that is saved is.
  public static func == (left: SavedStudent, right: SavedStudent) -> Bool {
    left.name == right.name && left.interface == right.interface
      && left.transforms == right.transforms && left.layers == right.layers
      && left.parameters == right.parameters && left.training == right.training
      && left.samples == right.samples
  }

  /// Hashes the name and the parameters.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(parameters)
  }
}

/// What a student takes in and gives out.
public struct StudentInterface: Sendable, Hashable {
  /// How many features a sample has, as data have them.
  public let inputCount: Int
  /// What the features are called, `[inputCount]`; `nil` if nobody knows.
  public let featureNames: [String]?
  /// What the column of the labels was called; `nil` if nobody knows.
  public let labelName: String?
  /// What the classes are called, in the order of the logits.
  public let classNames: [String]

  /// These features and classes.
  public init(
    inputCount: Int, featureNames: [String]? = nil, labelName: String? = nil, classNames: [String]
  ) {
    self.inputCount = inputCount
    self.featureNames = featureNames
    self.labelName = labelName
    self.classNames = classNames
  }

  /// More features than this nothing has.
  private static let inputLimit = CSVReader.maximumColumnCount

  fileprivate func check() throws(PlanError) {
    guard (1...Self.inputLimit).contains(inputCount) else {
      throw PlanError("inputCount", "\(inputCount); it must be 1 to \(Self.inputLimit)")
    }
    if let featureNames {
      guard featureNames.count == inputCount, Set(featureNames).count == inputCount else {
        throw PlanError("featureNames", "there must be \(inputCount), all different")
      }
    }
    guard (2...DataTable.classLimit).contains(classNames.count),
      Set(classNames).count == classNames.count, !classNames.contains("")
    else {
      throw PlanError(
        "classNames", "there must be 2 to \(DataTable.classLimit), all different and not empty")
    }
  }
}
