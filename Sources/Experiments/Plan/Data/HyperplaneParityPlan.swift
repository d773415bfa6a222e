import Datasets

/// Hyperplanes and parity: points drawn anew for each seed. See ``HyperplaneParity``.
public struct HyperplaneParityPlan: Sendable, Hashable {
  /// The number of features.
  public var dimension: Int
  /// The number of hyperplanes.
  public var hyperplanes: Int
  /// The dimension of the space that they are in.
  public var subspaceDimension: Int
  /// The number that the hyperplanes are drawn from: the same for all seeds.
  public var task: UInt64
  /// How many samples of each class the parts have.
  public var perClass: PartSizes

  /// Hyperplanes with these settings.
  public init(
    dimension: Int = 10, hyperplanes: Int = 5, subspaceDimension: Int = 3, task: UInt64 = 0,
    perClass: PartSizes
  ) {
    self.dimension = dimension
    self.hyperplanes = hyperplanes
    self.subspaceDimension = subspaceDimension
    self.task = task
    self.perClass = perClass
  }

  /// The generator that this describes.
  func makeGenerator() throws(PlanError) -> HyperplaneParity {
    do throws(DatasetError) {
      return try HyperplaneParity(
        dimension: dimension, hyperplaneCount: hyperplanes, subspaceDimension: subspaceDimension,
        task: task)
    } catch {
      throw PlanError("data", "\(error)")
    }
  }

  /// Makes sure that all parts can be drawn.
  func check() throws(PlanError) {
    let generator = try makeGenerator()
    try perClass.check(place: "data.perClass") { size throws(DatasetError) in
      try generator.check(perClass: size)
    }
  }
}

/// As `{"perClass": {"teacher": 200, ...}, ...}`; all but that may be left out.
extension HyperplaneParityPlan: Codable {
  private enum CodingKeys: CodingKey {
    case dimension, hyperplanes, subspaceDimension, task, perClass
  }

  /// Decodes data.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(perClass: try container.decode(PartSizes.self, forKey: .perClass))
    dimension = try container.decodeIfPresent(Int.self, forKey: .dimension) ?? dimension
    hyperplanes = try container.decodeIfPresent(Int.self, forKey: .hyperplanes) ?? hyperplanes
    subspaceDimension =
      try container.decodeIfPresent(Int.self, forKey: .subspaceDimension) ?? subspaceDimension
    task = try container.decodeIfPresent(UInt64.self, forKey: .task) ?? task
  }
}
