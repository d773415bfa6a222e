import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import Tables

/// What the models of one seed make of a plane of samples with two features.
public struct DecisionRegions: Sendable, Hashable {
  /// The seed.
  public let seed: UInt64
  /// From where to where the plane goes, feature by feature.
  public let ranges: [ClosedRange<Double>]
  /// How many cells there are along each feature.
  public let resolution: Int
  /// What the models see: the teacher first, if it is at hand and can be asked for samples that are in no file; then the arms whose runs did
  /// not fail. Who cannot say anything of some place is left out.
  public let maps: [Map]
  /// The labelled samples that the students learnt from, `[samples, 2]`.
  public let samples: Dataset

  /// A model's view of the plane.
  public struct Map: Sendable, Hashable {
    /// The student and its objective; `nil` for the teacher.
    public let student, objective: String?
    /// The most likely class of each cell, `[resolution, resolution]`, row after row, from the low ends of both features; a row
    /// is one value of the second feature.
    public let classes: [Int]
    /// How likely it is.
    public let confidence: [Double]

    init(student: String? = nil, objective: String? = nil, logits: Matrix) {
      self.student = student
      self.objective = objective
      let predictions = logits.argmaxOfRows()
      classes = predictions
      confidence = predictions.indices.map { softmax(logits[row: $0])[predictions[$0]] }
    }
  }
}

extension Experiment {
  /// What the models of a seed make of the plane of their samples; `nil` if models take more features than two, or less.
  ///
  /// - Parameters:
  ///   - records: all runs.
  ///   - place: which of the plan's seeds.
  ///   - data: what the runs learnt from; the plane goes as far as the students' samples do.
  ///   - teacher: `nil` if it is not at hand.
  ///   - resolution: how many cells there are along each feature.
  /// - Throws: `DatasetError` if the seed's data cannot be made.
  public func decisionRegions(
    _ records: ExperimentRecords, seedAt place: Int, data: ExperimentData, teacher: ReadyTeacher?,
    resolution: Int = 64
  ) throws(DatasetError) -> DecisionRegions? {
    guard inputCount == 2 else { return nil }
    let seed = plan.seedValues[place]
    let seedData = try data.parts(seed: seed)
    let samples = seedData.parts.student
    let ranges = (0..<2).map { samples.features.range(ofColumn: $0) }
    func center(_ feature: Int, _ cell: Int) -> Double {
      let range = ranges[feature]
      return range.lowerBound
        + (Double(cell) + 0.5) / Double(resolution) * (range.upperBound - range.lowerBound)
    }
    let plane = Matrix(
      rowCount: resolution * resolution, columnCount: 2,
      elements: (0..<resolution).flatMap { row in
        (0..<resolution).flatMap { [center(0, $0), center(1, row)] }
      })
    var maps: [DecisionRegions.Map] = []
    if let run = records.teachers.first(where: { $0.identity.seed == seed })?.trained,
      let teacher, teacher.knowsSamplesOfNoFile(seedData),
      let logits = try? teacher.logits(for: plane, rows: nil, parameters: run.parameters[...]),
      logits.elements.allSatisfy(\.isFinite)
    {
      maps.append(DecisionRegions.Map(logits: logits))
    }
    for arm in records.arms {
      guard let record = arm.runs.first(where: { $0.identity.seed == seed }),
        let run = record.trained,
        let model = record.identity.arm.map({ self.model(of: $0.student) }),
        model.problem(with: plane) == nil
      else { continue }
      let logits = model.logits(for: plane, parameters: run.parameters)
      guard logits.elements.allSatisfy(\.isFinite) else { continue }
      maps.append(
        DecisionRegions.Map(student: arm.student, objective: arm.objective, logits: logits))
    }
    return DecisionRegions(
      seed: seed, ranges: ranges, resolution: resolution, maps: maps, samples: samples)
  }
}

extension Matrix {
  /// From the smallest to the largest number of a column, and a little beyond.
  fileprivate func range(ofColumn column: Int) -> ClosedRange<Double> {
    let values = (0..<rowCount).map { self[$0, column] }
    let (low, high) = (values.min() ?? 0, values.max() ?? 0)
    let margin = high > low ? 0.06 * (high - low) : 1
    return low - margin...high + margin
  }
}

extension ReadyTeacher {
  /// Whether the teacher can be asked for samples that stand in no file, given as models see them.
  fileprivate func knowsSamplesOfNoFile(_ data: SeedData) -> Bool {
    switch self {
    case .network: true
    case .table: false
    // These know features as they are before anything is done to them.
    case .onnx, .saved: data.transforms == nil
    case .ensemble(let members, _): members.allSatisfy { $0.knowsSamplesOfNoFile(data) }
    }
  }
}
