/// Who teaches.
public enum TeacherPlan: Sendable, Hashable {
  /// A network that is trained here, anew for each seed.
  case network(NetworkTeacherPlan)
  /// What somebody else's model said of every row of the data's file.
  case file(TeacherFilePlan)
  /// A model in an ONNX file, of whatever framework.
  case onnx(ONNXTeacherPlan)
  /// A saved student, in this folder: a network or a hybrid that was trained before.
  case model(String)
  /// Several teachers, and what is averaged over them.
  indirect case ensemble([TeacherPlan], mean: Mean)

  /// What an ensemble's mean is taken of.
  public enum Mean: String, PlanName {
    /// Their logits: the geometric mean of their probabilities, normalised.
    case logits
    /// Their probabilities.
    case probabilities

    /// `mean`
    public static let kind = "mean"
  }
}

/// A file with a row for each sample: its name and a number for each class.
public struct TeacherFilePlan: Sendable, Hashable {
  /// What the numbers are.
  public enum Values: String, PlanName {
    /// Unnormalised log-probabilities, natural.
    case logits
    /// Probabilities, which sum to 1.
    case probabilities

    /// `kind of teacher's values`
    public static let kind = "kind of teacher's values"
  }

  /// The file, from the working folder: CSV with a header, whose columns are named after the classes; or an NPZ archive.
  public var path: String
  /// What the numbers are.
  public var values: Values
  /// Where the samples' names are; `nil` is the column `id`, or in an archive the array `ids`.
  public var id: String?
  /// The SHA-256 of the data that the teacher has seen, as `qdistill check` prints it. If it is given, it must be right.
  public var dataSHA256: String?

  /// A file.
  public init(
    path: String, values: Values, id: String? = nil, dataSHA256: String? = nil
  ) {
    self.path = path
    self.values = values
    self.id = id
    self.dataSHA256 = dataSHA256
  }
}

/// A model in an ONNX file.
public struct ONNXTeacherPlan: Sendable, Hashable {
  /// What the numbers of an output are.
  public enum Scale: String, PlanName {
    /// Whatever they look like.
    case automatic
    /// Unnormalised log-probabilities, natural.
    case logits
    /// Probabilities.
    case probabilities

    /// `scale`
    public static let kind = "scale"
  }

  /// The file, from the working folder.
  public var path: String
  /// The output with a number for each class; `nil` if there is only one that can be.
  public var output: String?
  /// What the numbers are.
  public var scale: Scale
  /// The model's own names of its classes, in the order of its numbers, if the model does not say them and they are not
  /// in the data's order.
  public var classes: [String]?

  /// A model.
  public init(
    path: String, output: String? = nil, scale: Scale = .automatic, classes: [String]? = nil
  ) {
    self.path = path
    self.output = output
    self.scale = scale
    self.classes = classes
  }
}

/// As `{"network": ..., "training": ...}`, `{"logits": "file.csv"}`, `{"probabilities": "file.csv"}`,
/// `{"onnx": "file.onnx"}`, `{"model": "folder"}` or `{"ensemble": [...], "mean": "probabilities"}`.
extension TeacherPlan: Codable {
  private enum CodingKeys: CodingKey {
    case network, logits, probabilities, onnx, model, ensemble, mean, id, dataSHA256, output, scale,
      classes
  }

  /// Decodes a teacher.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let kinds: [CodingKeys] = [.network, .logits, .probabilities, .onnx, .model, .ensemble]
    let given = kinds.filter { container.contains($0) }
    guard given.count == 1 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath,
          debugDescription: given.isEmpty
            ? "who teaches? give one of network, logits, probabilities, onnx, model, ensemble"
            : "\(given.map(\.stringValue).joined(separator: " and ")), where one teacher should be")
      )
    }
    switch given[0] {
    case .ensemble:
      self = .ensemble(
        try container.decode([TeacherPlan].self, forKey: .ensemble),
        mean: try container.decodeIfPresent(Mean.self, forKey: .mean) ?? .logits)
    case .logits, .probabilities:
      var plan = TeacherFilePlan(
        path: try container.decode(String.self, forKey: given[0]),
        values: given[0].stringValue == "logits" ? .logits : .probabilities)
      plan.id = try container.decodeIfPresent(String.self, forKey: .id)
      plan.dataSHA256 = try container.decodeIfPresent(String.self, forKey: .dataSHA256)
      self = .file(plan)
    case .onnx:
      var plan = ONNXTeacherPlan(path: try container.decode(String.self, forKey: .onnx))
      plan.output = try container.decodeIfPresent(String.self, forKey: .output)
      plan.scale =
        try container.decodeIfPresent(ONNXTeacherPlan.Scale.self, forKey: .scale) ?? plan.scale
      plan.classes = try container.decodeIfPresent([String].self, forKey: .classes)
      self = .onnx(plan)
    case .model: self = .model(try container.decode(String.self, forKey: .model))
    default: self = .network(try NetworkTeacherPlan(from: decoder))
    }
  }

  /// Encodes the teacher.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .network(let plan): try plan.encode(to: encoder)
    case .file(let plan):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(plan.path, forKey: plan.values == .logits ? .logits : .probabilities)
      try container.encodeIfPresent(plan.id, forKey: .id)
      try container.encodeIfPresent(plan.dataSHA256, forKey: .dataSHA256)
    case .onnx(let plan):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(plan.path, forKey: .onnx)
      try container.encodeIfPresent(plan.output, forKey: .output)
      try container.encode(plan.scale, forKey: .scale)
      try container.encodeIfPresent(plan.classes, forKey: .classes)
    case .model(let folder):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(folder, forKey: .model)
    case .ensemble(let members, let mean):
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(members, forKey: .ensemble)
      try container.encode(mean, forKey: .mean)
    }
  }
}
