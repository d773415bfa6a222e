import Datasets

/// A table in arrays: features, labels and perhaps names, each in a file of its own (NPY or IDX as MNIST has it, also
/// as .gz), or all in one NPZ archive.
public struct DataArraysPlan: TablePlan {
  /// The archive, if there is one: the other names are then names in it.
  public var archive: String?
  /// The features, `[samples, ...]`: a file from the working folder, or a name in the archive; `nil` if each part has its
  /// own.
  public var features: String?
  /// The labels, `[samples]`: whole numbers or texts; `nil` if each part has its own.
  public var labels: String?
  /// The samples' names, `[samples]`, if they have any.
  public var ids: String?
  /// The arrays of the parts, all with samples of one shape, if these are given.
  public var parts: GivenParts<Part>?
  /// How many features a sample has; an image's pixels, row after row.
  public var featureCount: Int
  /// How to get the files, for those who have not got them.
  public var obtain: String?
  /// The names of the classes, in their order. A label that is a whole number, and no such name, is a place in it.
  public var classes: [String]
  /// How the rows are divided; `nil` if each part has arrays of its own.
  public var split: SplitPlan?
  /// What features go through, in order: fitted to each seed's training rows.
  public var preprocess: [FeatureTransform]

  /// The arrays of a part.
  public struct Part: Sendable, Hashable, Codable {
    /// The archive of this part; `nil` is that of all parts, if there is one.
    public var archive: String?
    /// As those of the whole table.
    public var features: String
    /// Likewise; only a transfer part may be without.
    public var labels: String?
    /// As those of the whole table.
    public var ids: String?
  }

  /// Arrays that are divided by shares.
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

  /// Whether there is an array of names, for each part if there are parts.
  public var hasIDs: Bool { parts.map { $0.places.allSatisfy { $0.ids != nil } } ?? (ids != nil) }

  /// The arrays of samples that are divided by shares.
  func files(_ features: String, _ labels: String) -> ArrayFiles {
    ArrayFiles(archive: archive, features: features, labels: labels, ids: ids)
  }

  /// The arrays of a part.
  func files(_ part: Part) -> ArrayFiles {
    ArrayFiles(
      archive: part.archive ?? archive, features: part.features, labels: part.labels, ids: part.ids)
  }
}

extension DataArraysPlan {
  /// Makes sure that it is said which arrays are meant.
  func checkArrays() throws(PlanError) {
    guard let parts else {
      guard features != nil, labels != nil, split != nil else {
        throw PlanError(
          "data", "where are the samples? give features, labels and split, or parts")
      }
      return
    }
    guard features == nil, labels == nil, ids == nil, split == nil else {
      throw PlanError(
        "data.parts",
        "parts that are given are not divided: leave out features, labels, ids and split")
    }
    try parts.check { [$0.archive ?? archive, $0.features] }
    guard parts.labelledPlaces.allSatisfy({ $0.labels != nil }) else {
      throw PlanError("data.parts", "where are the labels? only a transfer part may be without")
    }
    let namedCount = parts.places.count { $0.ids != nil }
    guard namedCount == 0 || namedCount == parts.places.count else {
      throw PlanError("data.parts", "some have ids and some have none; give them for all or none")
    }
  }
}

/// As `{"features": "x.npy", "labels": "y.npy", "featureCount": 64, "classes": [...], "split": ...}`, or with
/// `"parts": {"teacher": {"features": ..., "labels": ...}, ...}` in place of features, labels and split; archive, ids,
/// obtain and preprocess may be left out.
extension DataArraysPlan: Codable {
  private enum CodingKeys: CodingKey {
    case archive, features, labels, ids, parts, featureCount, obtain, classes, split, preprocess
  }

  /// Decodes arrays.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    archive = try container.decodeIfPresent(String.self, forKey: .archive)
    features = try container.decodeIfPresent(String.self, forKey: .features)
    labels = try container.decodeIfPresent(String.self, forKey: .labels)
    ids = try container.decodeIfPresent(String.self, forKey: .ids)
    parts = try container.decodeIfPresent(GivenParts<Part>.self, forKey: .parts)
    featureCount = try container.decode(Int.self, forKey: .featureCount)
    obtain = try container.decodeIfPresent(String.self, forKey: .obtain)
    classes = try container.decode([String].self, forKey: .classes)
    split = try container.decodeIfPresent(SplitPlan.self, forKey: .split)
    preprocess =
      try container.decodeIfPresent([FeatureTransform].self, forKey: .preprocess) ?? []
  }
}
