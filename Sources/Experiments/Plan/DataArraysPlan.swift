import Datasets

/// A table in arrays: features, labels and perhaps names, each in a file of its own (NPY, or IDX as MNIST has it, also
/// as .gz), or all in one NPZ archive.
public struct DataArraysPlan: TablePlan {
  /// The archive, if there is one: the other names are then names in it.
  public var archive: String?
  /// The features, `[samples, ...]`: a file from the working folder, or a name in the archive.
  public var features: String
  /// The labels, `[samples]`: whole numbers or texts.
  public var labels: String
  /// The samples' names, `[samples]`, if they have any.
  public var ids: String?
  /// How many features a sample has; an image's pixels, row after row.
  public var featureCount: Int
  /// How to get the files, for those who have not got them.
  public var obtain: String?
  /// The names of the classes, in their order. A label that is a whole number, and no such name, is a place in it.
  public var classes: [String]
  /// How the rows are divided.
  public var split: SplitPlan?
  /// What features go through, in order: fitted to each seed's training rows.
  public var preprocess: [FeatureTransform]

  /// Arrays.
  public init(
    archive: String? = nil, features: String, labels: String, ids: String? = nil,
    featureCount: Int, classes: [String], split: SplitPlan, preprocess: [FeatureTransform] = []
  ) {
    self.archive = archive
    self.features = features
    self.labels = labels
    self.ids = ids
    self.featureCount = featureCount
    self.classes = classes
    self.split = split
    self.preprocess = preprocess
  }

  /// Whether there is an array of names.
  public var hasIDs: Bool { ids != nil }
}

/// As `{"features": "x.npy", "labels": "y.npy", "featureCount": 64, "classes": [...], "split": ...}`; archive, ids,
/// obtain and preprocess may be left out.
extension DataArraysPlan: Codable {
  private enum CodingKeys: CodingKey {
    case archive, features, labels, ids, featureCount, obtain, classes, split, preprocess
  }

  /// Decodes arrays.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    archive = try container.decodeIfPresent(String.self, forKey: .archive)
    features = try container.decode(String.self, forKey: .features)
    labels = try container.decode(String.self, forKey: .labels)
    ids = try container.decodeIfPresent(String.self, forKey: .ids)
    featureCount = try container.decode(Int.self, forKey: .featureCount)
    obtain = try container.decodeIfPresent(String.self, forKey: .obtain)
    classes = try container.decode([String].self, forKey: .classes)
    split = try container.decode(SplitPlan.self, forKey: .split)
    preprocess =
      try container.decodeIfPresent([FeatureTransform].self, forKey: .preprocess) ?? []
  }
}
