import Datasets
import Distillation
import FileFormats
import RandomStreams
import Tables

/// The data of an experiment, ready to be divided among a seed's parts.
public enum ExperimentData: Sendable {
  /// Each seed draws its own.
  case extendedXOR(ExtendedXOR, perBlob: PartSizes)
  /// Likewise.
  case hyperplaneParity(HyperplaneParity, perClass: PartSizes)
  /// A table's rows, divided.
  case table(DataTable, TableDivision, preprocess: [FeatureTransform])

  /// The parts of a seed.
  ///
  /// - Throws: `DatasetError` if a part would have too few samples, or too many.
  public func parts(seed: UInt64) throws(DatasetError) -> SeedData {
    switch self {
    case .extendedXOR(let generator, let perBlob):
      return try drawn(perBlob) { part, size throws(DatasetError) in
        try generator.sample(part, perBlob: size, seed: seed)
      }
    case .hyperplaneParity(let generator, let perClass):
      return try drawn(perClass) { part, size throws(DatasetError) in
        try generator.sample(part, perClass: size, seed: seed)
      }
    case .table(let table, let split, let preprocess):
      let rows = try split.rows(of: table, seed: seed)
      let parts = table.parts(rows)
      if preprocess.isEmpty { return SeedData(parts: parts, rows: rows, transforms: nil) }
      let chain = try TransformChain.fitted(preprocess, to: table, rows)
      return SeedData(
        parts: parts.transformed(by: chain), rows: rows, transforms: chain)
    }
  }

  /// Parts of these sizes, drawn one by one.
  private func drawn(
    _ sizes: PartSizes, _ sample: (DataPart, Int) throws(DatasetError) -> Dataset
  ) throws(DatasetError) -> SeedData {
    let parts = DataParts(
      teacher: try sample(.teacher, sizes.teacher), student: try sample(.student, sizes.student),
      transfer: sizes.transfer > 0 ? try sample(.transfer, sizes.transfer).features : nil,
      validation: try sample(.validation, sizes.validation), test: try sample(.test, sizes.test))
    return SeedData(parts: parts, rows: nil, transforms: nil)
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
    case .extendedXOR(let generator, let perBlob):
      size = { generator.blobCount * perBlob[$0] }
    case .hyperplaneParity(let generator, let perClass):
      size = { generator.classCount * perClass[$0] }
    case .table(let table, let split, _):
      let rows = try split.rows(of: table, seed: seed)
      size = { rows[$0].count }
    }
    return Dictionary(uniqueKeysWithValues: DataPart.allCases.map { ($0, size($0)) })
  }
}

extension TransformChain {
  /// Transforms fitted to a table's training rows.
  static func fitted(
    _ transforms: [FeatureTransform], to table: DataTable, _ rows: SplitRows
  ) throws(DatasetError) -> TransformChain {
    try fitted(transforms, to: table.features.selecting(rows: rows.training))
  }
}

/// A seed's data.
public struct SeedData: Sendable, Hashable {
  /// The parts.
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

  /// Makes the generator, or reads the file.
  ///
  /// - Throws: `PlanError` for what cannot be, `FileError` if a file cannot be read or is not what the plan says.
  public func load() throws -> ExperimentData {
    switch self {
    case .extendedXOR(let plan):
      return .extendedXOR(try plan.makeGenerator(), perBlob: plan.perBlob)
    case .hyperplaneParity(let plan):
      return .hyperplaneParity(try plan.makeGenerator(), perClass: plan.perClass)
    case .file(let plan):
      if let parts = plan.parts {
        return try load(parts, of: plan, name: { $0 }) { path throws(FileError) in
          try plan.read(path)
        }
      }
      return try load(plan) { () throws(FileError) in try plan.read(plan.path!) }
    case .arrays(let plan):
      if let parts = plan.parts {
        var shapes = SampleShapes()
        return try load(parts, of: plan, name: { plan.files($0).name }) { part throws(FileError) in
          try shapes.table(of: plan.files(part), plan)
        }
      }
      return try load(plan) { () throws(FileError) in
        try plan.files(plan.features!, plan.labels!).read(
          featureCount: plan.featureCount, classes: plan.classes
        ).table
      }
    }
  }

  private func load(
    _ plan: some TablePlan, read: () throws(FileError) -> DataTable
  ) throws -> ExperimentData {
    .table(
      try plan.sayingHowToObtain(read), .shares(try plan.split!.makeSplit()),
      preprocess: plan.preprocess)
  }

  private func load<Place>(
    _ parts: GivenParts<Place>, of plan: some TablePlan, name: (Place) -> String,
    read: (Place) throws(FileError) -> DataTable
  ) throws -> ExperimentData {
    let (table, rows) = try parts.table(name: name) { place throws(FileError) in
      try plan.sayingHowToObtain { () throws(FileError) in try read(place) }
    }
    return .table(table, .given(rows), preprocess: plan.preprocess)
  }
}

/// The shapes of the samples in parts, which must be the same: as many numbers in another shape are other images.
private struct SampleShapes {
  private var first: (shape: [Int], name: String)?

  mutating func table(
    of files: ArrayFiles, _ plan: DataArraysPlan
  ) throws(FileError) -> DataTable {
    let (table, shape) = try files.read(featureCount: plan.featureCount, classes: plan.classes)
    if let first, first.shape != shape {
      throw FileError(
        badContentsOf: files.name,
        reason:
          "its samples have the shape \(shape), but those of \(first.name) have \(first.shape)")
    }
    first = first ?? (shape, files.name)
    return table
  }
}

extension DataFilePlan {
  /// The table in a file with this plan's columns.
  fileprivate func read(_ path: String) throws(FileError) -> DataTable {
    try TableFile(
      path, hasHeader: header, separator: csvSeparator!, label: label, sampleID: id,
      features: features
    ).read(classes: classes)
  }
}

extension TablePlan {
  /// What `read` gives; if the file is not there, the error says how to get it.
  fileprivate func sayingHowToObtain(
    _ read: () throws(FileError) -> DataTable
  ) throws(FileError) -> DataTable {
    do throws(FileError) {
      return try read()
    } catch {
      guard error.action == .read, let obtain else { throw error }
      throw FileError(.read, error.path, reason: "\(error.reason); to get it: \(obtain)")
    }
  }
}
