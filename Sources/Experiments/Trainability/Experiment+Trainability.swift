import Datasets
import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables

extension Experiment {
  /// What the gradients of the plan's students that have a circuit to train are like, before they are trained: of the
  /// cross-entropy with the labels, on some of the first seed's student samples, or on random ones if there are no data.
  ///
  /// How many samples and initial parameters are tried depends on the work that they make, not on the machine: the same plan on the
  /// same data has the same numbers.
  public func trainability(_ data: ExperimentData?) throws -> [Trainability] {
    let hybrids = plan.students.filter { student in
      let model = model(of: student)
      return model.layers.indices.contains {
        model.layers[$0].isQuantum && !model.frozenLayers.contains($0)
      }
    }
    guard !hybrids.isEmpty else { return [] }
    let seed = plan.seedValues[0]
    let samples = try data?.studentSamples(Trainability.sampleLimit, seed: seed)
    return try hybrids.map { student in
      let model = model(of: student)
      if let samples {
        try check(samples.features, of: .student, seed: seed, for: (student.name, model))
      }
      return Trainability(
        student, model, on: samples ?? randomSamples(for: model),
        workLimit: Trainability.workLimit / hybrids.count)
    }
  }

  /// Standard normal features; bits, if the model takes nothing else.
  private func randomSamples(for model: Model) -> Dataset {
    let count = Trainability.sampleLimit
    var stream = RandomStream(seed: 0, name: "trainability/samples")
    let labels = (0..<count).map { $0 % classCount }
    let elements = (0..<count * inputCount).map { _ in stream.normal() }
    let features = Matrix(rowCount: count, columnCount: inputCount, elements: elements)
    let isFine = model.problem(with: features) == nil
    return Dataset(
      features: isFine
        ? features
        : Matrix(
          rowCount: count, columnCount: inputCount, elements: elements.map { $0 > 0 ? 1 : 0 }),
      labels: labels, classCount: classCount)
  }
}

extension Trainability {
  static let startLimit = 100
  static let sampleLimit = 64
  /// In the unit of a layer's `workPerSample`, of which a core does some 10^10 a second.
  static let workLimit = 4_000_000_000
  /// Fewer gradients say nothing, and take longer than anybody would wait if each is so much work.
  private static let fewestStarts = 8
  private static let gradientLimit = 20_000_000_000

  init(_ student: StudentPlan, _ model: Model, on samples: Dataset, workLimit: Int) {
    self.student = student.name
    let work = max(1, model.layers.reduce(0) { $0 + $1.workPerSample })
    guard work <= Self.gradientLimit / Self.fewestStarts else {
      (effort, layers, inactive) = (nil, [], [])
      return
    }
    let passes = workLimit / work
    let sampleCount = min(
      Self.sampleLimit, samples.sampleCount, max(1, passes / Self.startLimit))
    let startCount = min(Self.startLimit, max(Self.fewestStarts, passes / sampleCount))
    var stream = RandomStream(seed: 0, name: "trainability")
    let variance = GradientVariance(
      of: model, on: samples.spread(sampleCount), startCount: startCount, from: &stream)
    effort = (startCount, sampleCount)
    // With circuits that large one sample at two points has to do.
    let unseen = Set(
      passes >= 64
        ? model.inactiveParameters() : model.inactiveParameters(pointCount: 2, sampleCount: 1))
    let shares = student.shares(of: model)
    layers = shares.compactMap { share in
      model.frozenLayers.contains(share.layer) || share.range.isEmpty
        ? nil : Layer(share, variance, model, inactive: unseen)
    }
    inactive = shares.compactMap { $0.text(of: unseen.filter($0.range.contains)) }
  }
}

extension Trainability.Layer {
  fileprivate init(
    _ share: LayerShare, _ variance: GradientVariance, _ model: Model, inactive: Set<Int>
  ) {
    func mean(_ values: [Double], _ range: Range<Int>) -> Double {
      let active = range.filter { !inactive.contains($0) }
      return active.isEmpty ? 0 : active.reduce(0) { $0 + values[$1] } / Double(active.count)
    }
    number = share.number
    kind = share.kind
    parameterCount = share.range.count
    self.variance = mean(variance.variances, share.range)
    circuitLayers = share.circuitLayers.map { mean(variance.variances, $0) }
    let square = mean(variance.meanSquares, share.range)
    shots =
      share.circuit == nil || square == 0
      ? nil : variance.outputMeanSquares[share.layer] / (2 * square)
  }
}

extension ExperimentData {
  /// At most so many of a seed's student samples, without the rest of its data where that can be.
  fileprivate func studentSamples(_ limit: Int, seed: UInt64) throws(DatasetError) -> Dataset {
    guard case .table(let table, let division, let preprocess) = self else {
      return try parts(seed: seed).parts.student.spread(limit)
    }
    let rows = try division.rows(of: table, seed: seed)
    let places = rows.student.count.spread(limit).map { rows.student[$0] }
    let parts = table.parts(SplitRows(student: places))
    if preprocess.isEmpty { return parts.student }
    return parts.transformed(by: try .fitted(preprocess, to: table, rows)).student
  }
}

extension Dataset {
  fileprivate func spread(_ limit: Int) -> Dataset {
    let places = sampleCount.spread(limit)
    return Dataset(
      features: features.selecting(rows: places), labels: places.map { labels[$0] },
      classCount: classCount)
  }
}

extension Int {
  /// At most so many of the places of this many things, from all over them: those of a class may be neighbours.
  fileprivate func spread(_ limit: Int) -> [Int] {
    let count = Swift.min(limit, self)
    return (0..<count).map { $0 * self / count }
  }
}
