import Datasets

/// What plans of tables have in common, whatever file a table comes from.
public protocol TablePlan: Sendable, Hashable {
  /// How to get the file, for those who have not got it.
  var obtain: String? { get }
  /// How many features the table has.
  var featureCount: Int { get }
  /// The names of the classes, in their order.
  var classes: [String] { get }
  /// How the rows are divided; `nil` if they come divided.
  var split: SplitPlan? { get }
  /// What features go through before a network or circuit sees them, in order: fitted to each seed's training rows.
  var preprocess: [FeatureTransform] { get }
  /// Whether the rows have names.
  var hasIDs: Bool { get }
}

extension TablePlan {
  /// How many features are left when they have gone through everything.
  var inputCount: Int { preprocess.reduce(featureCount) { $1.outputCount(of: $0) } }

  /// Makes sure that there can be such a table, as far as the plan tells.
  func check() throws(PlanError) {
    guard featureCount >= 1 else { throw PlanError("data.features", "there are none") }
    guard classes.count >= 2, Set(classes).count == classes.count, !classes.contains("") else {
      throw PlanError("data.classes", "name two different classes or more")
    }
    guard classes.count <= DataTable.classLimit else {
      throw PlanError("data.classes", "\(classes.count); there may be \(DataTable.classLimit)")
    }
    _ = try split?.makeSplit()
    var count = featureCount
    for (index, transform) in preprocess.enumerated() {
      try transform.check(inputCount: count, place: "data.preprocess[\(index)]")
      count = transform.outputCount(of: count)
    }
  }
}

extension FeatureTransform {
  /// How many numbers come out.
  fileprivate func outputCount(of inputCount: Int) -> Int {
    switch self {
    case .standard, .minMax, .angles: inputCount
    case .principalComponents(let components): components
    case .averagePooling(let pooling): pooling.outputCount
    }
  }

  fileprivate func check(inputCount: Int, place: String) throws(PlanError) {
    switch self {
    case .standard, .minMax, .angles: return
    case .principalComponents(let components):
      guard (1...inputCount).contains(components) else {
        throw PlanError("\(place).pca.components", "\(components); there may be 1 to \(inputCount)")
      }
    case .averagePooling(let pooling):
      guard pooling.inputCount == inputCount else {
        throw PlanError(
          "\(place).pool", "images of \(pooling.inputCount) numbers, where there are \(inputCount)")
      }
    }
  }
}
