import Datasets

/// An extended XOR data set, drawn anew for each seed.
public struct ExtendedXORPlan: Sendable, Hashable {
  /// The number of blobs along an axis.
  public var grid: Int
  /// The number of classes.
  public var classes: Int
  /// A blob's scatter, in units of the grid's spacing.
  public var sigma: Double
  /// The number of features.
  public var dimension: Int
  /// How many samples of each blob the parts have.
  public var perBlob: PartSizes

  /// Extended XOR with these settings.
  public init(
    grid: Int = 4, classes: Int = 3, sigma: Double = 0.3,
    dimension: Int = 2, perBlob: PartSizes
  ) {
    self.grid = grid
    self.classes = classes
    self.sigma = sigma
    self.dimension = dimension
    self.perBlob = perBlob
  }
}

extension ExtendedXORPlan {
  /// The generator that this describes.
  func makeGenerator() throws(PlanError) -> ExtendedXOR {
    do throws(DatasetError) {
      return try ExtendedXOR(grid: grid, classCount: classes, sigma: sigma, dimension: dimension)
    } catch {
      throw PlanError("data", "\(error)")
    }
  }

  /// Makes sure that all parts can be drawn.
  func check() throws(PlanError) {
    let generator = try makeGenerator()
    try perBlob.check(place: "data.perBlob") { size throws(DatasetError) in
      try generator.check(perBlob: size)
    }
  }
}

/// As `{"perBlob": {"teacher": 60, ...}, ...}`; all but that may be left out.
extension ExtendedXORPlan: Codable {
  private enum CodingKeys: CodingKey {
    case grid, classes, sigma, dimension, perBlob
  }

  /// Decodes data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(perBlob: try container.decode(PartSizes.self, forKey: .perBlob))
    grid = try container.decodeIfPresent(Int.self, forKey: .grid) ?? grid
    classes = try container.decodeIfPresent(Int.self, forKey: .classes) ?? classes
    sigma = try container.decodeIfPresent(Double.self, forKey: .sigma) ?? sigma
    dimension = try container.decodeIfPresent(Int.self, forKey: .dimension) ?? dimension
  }
}
