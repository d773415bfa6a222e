import Datasets
import Distillation
import FileFormats
import RandomStreams
import Tables

/// The data of an experiment, ready to be divided among a seed's parts.
public enum ExperimentData: Sendable {
  /// Each seed draws its own.
  case generated(ExtendedXOR, perBlob: ExtendedXORPlan.PerBlob)
  /// Each seed divides the rows anew.
  case table(DataTable, StratifiedSplit, preprocess: [FeatureTransform])

  /// The four parts of a seed.
  ///
  /// - Throws: `DatasetError` if a part would have too few samples, or too many.
  public func parts(seed: UInt64) throws(DatasetError) -> SeedData {
    switch self {
    case .generated(let generator, let perBlob):
      let parts = try DataParts { part throws(DatasetError) in
        try generator.sample(part, perBlob: perBlob[part], seed: seed)
      }
      return SeedData(parts: parts, rows: nil, transforms: nil)
    case .table(let table, let split, let preprocess):
      let rows = try split.rows(of: table, seed: seed)
      let parts = table.parts(rows)
      if preprocess.isEmpty { return SeedData(parts: parts, rows: rows, transforms: nil) }
      let chain = try TransformChain.fitted(
        preprocess, to: table.features.selecting(rows: rows.training))
      return SeedData(
        parts: DataParts { chain.applied(to: parts[$0]) }, rows: rows, transforms: chain)
    }
  }

  /// The SHA-256 of the data, in hexadecimal; `nil` if each seed draws its own.
  public var sha256: String? {
    if case .table(let table, _, _) = self { table.sha256 } else { nil }
  }

  /// How many samples a seed's parts have.
  ///
  /// - Throws: `DatasetError` if a part would have too few.
  func partSizes(seed: UInt64) throws(DatasetError) -> [DataPart: Int] {
    let size: (DataPart) -> Int
    switch self {
    case .generated(let generator, let perBlob):
      size = { generator.blobCount * perBlob[$0] }
    case .table(let table, let split, _):
      let rows = try split.rows(of: table, seed: seed)
      size = { rows[$0].count }
    }
    return Dictionary(uniqueKeysWithValues: DataPart.allCases.map { ($0, size($0)) })
  }
}

/// A seed's data.
public struct SeedData: Sendable, Hashable {
  /// The four parts.
  public let parts: DataParts
  /// Which rows of the data's table they are; `nil` if they were drawn.
  public let rows: SplitRows?
  /// What their features went through; `nil` if nothing.
  public let transforms: TransformChain?
}

extension DataPlan {
  /// The macro-F1 of Bayes' rule, which knows how the data are made, on a large sample of its own; `nil` where nobody
  /// knows.
  func bayesOptimalF1(sampleCount: Int) throws -> Double? {
    guard case .extendedXOR(let plan) = self else { return nil }
    let generator = try plan.makeGenerator()
    let perBlob = max(1, sampleCount / generator.blobCount)
    var stream = RandomStream(seed: 0, name: "bayes-optimal")
    let sample = try generator.sample(perBlob: perBlob, from: &stream)
    return macroF1(
      predictions: generator.bayesOptimalLabels(for: sample.features), labels: sample.labels)
  }

  /// How many features a model sees of a sample.
  var inputCount: Int {
    switch self {
    case .extendedXOR(let plan): plan.dimension
    case .file(let plan): plan.inputCount
    }
  }

  /// How many features a sample has before it goes through anything.
  var featureCount: Int {
    switch self {
    case .extendedXOR(let plan): plan.dimension
    case .file(let plan): plan.features.count
    }
  }

  /// How many classes there are.
  var classCount: Int {
    switch self {
    case .extendedXOR(let plan): plan.classes
    case .file(let plan): plan.classes.count
    }
  }

  /// What the classes are called.
  var classNames: [String] {
    switch self {
    case .extendedXOR(let plan): (0..<plan.classes).map { "\($0)" }
    case .file(let plan): plan.classes
    }
  }

  /// Makes the generator, or reads the file.
  ///
  /// - Throws: `PlanError` for what cannot be, `FileError` if a file cannot be read or is not what the plan says.
  public func load() throws -> ExperimentData {
    switch self {
    case .extendedXOR(let plan):
      return .generated(try plan.makeGenerator(), perBlob: plan.perBlob)
    case .file(let plan):
      return .table(
        try plan.readTable(), try plan.split.makeSplit(), preprocess: plan.preprocess)
    }
  }
}

extension DataFilePlan {
  /// How many features are left when they have gone through everything.
  fileprivate var inputCount: Int {
    preprocess.reduce(features.count) { count, transform in
      switch transform {
      case .standard, .minMax, .angles: count
      case .principalComponents(let components): components
      case .averagePooling(let pooling): pooling.outputCount
      }
    }
  }

  /// The table in the file.
  fileprivate func readTable() throws(FileError) -> DataTable {
    let file = TableFile(
      path, hasHeader: header, separator: csvSeparator!, label: label, sampleID: id,
      features: features)
    do throws(FileError) {
      return try file.read(classes: classes)
    } catch {
      guard error.action == .read, let obtain else { throw error }
      throw FileError(.read, path, reason: "\(error.reason); to get it: \(obtain)")
    }
  }
}
