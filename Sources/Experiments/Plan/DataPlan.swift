import Datasets

/// An extended XOR data set, drawn anew for each seed.
public struct DataPlan: Sendable, Hashable {
  /// Where the samples come from.
  public enum Source: String, PlanName {
    /// The generator of that name.
    case extendedXOR = "extended-xor"

    /// `source`
    public static let kind = "source"
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

/// As `{"source": "extended-xor", "perBlob": {"teacher": 60, ...}, ...}`; all but these two may be left out.
extension DataPlan: Codable {
  private enum CodingKeys: CodingKey {
    case source, grid, classes, sigma, dimension, perBlob
  }

  /// Decodes data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(perBlob: try container.decode(PerBlob.self, forKey: .perBlob))
    source = try container.decode(Source.self, forKey: .source)
    grid = try container.decodeIfPresent(Int.self, forKey: .grid) ?? grid
    classes = try container.decodeIfPresent(Int.self, forKey: .classes) ?? classes
    sigma = try container.decodeIfPresent(Double.self, forKey: .sigma) ?? sigma
    dimension = try container.decodeIfPresent(Int.self, forKey: .dimension) ?? dimension
  }
}
