import Tables

/// Fitted transforms, one after the other: what a sample goes through before a model sees it. Without any,
/// features stay as they are.
public struct TransformChain: Sendable, Hashable {
  /// How many features go in.
  public let inputCount: Int
  /// The transforms, in order.
  public let steps: [TransformStep]

  /// The chain of these steps.
  ///
  /// - Precondition: each takes as many features as come out of the one before.
  public init(inputCount: Int, steps: [TransformStep]) {
    precondition(Self.fits(inputCount, steps), "the steps' numbers of features do not agree")
    self.inputCount = inputCount
    self.steps = steps
  }

  private static func fits(_ inputCount: Int, _ steps: [TransformStep]) -> Bool {
    var count = inputCount
    return steps.allSatisfy { step in
      defer { count = step.outputCount }
      return step.inputCount == count
    }
  }

  /// How many features come out.
  public var outputCount: Int { steps.last?.outputCount ?? inputCount }

  /// The transforms fitted to these rows, each to what comes out of the ones before. While a step is fitted,
  /// a copy of the rows is in memory.
  ///
  /// - Parameters:
  ///   - transforms: what to fit, in order.
  ///   - features: the training rows, `[samples, features]`
  /// - Throws: `DatasetError` if one of them cannot be fitted.
  public static func fitted(
    _ transforms: [FeatureTransform], to features: Matrix
  ) throws(DatasetError) -> TransformChain {
    var rows = features
    var steps: [TransformStep] = []
    for (index, transform) in transforms.enumerated() {
      let step = try transform.fitted(to: rows)
      steps.append(step)
      // Nothing is fitted to what the last one makes.
      if index + 1 < transforms.count { rows = step.applied(to: rows) }
    }
    return TransformChain(inputCount: features.columnCount, steps: steps)
  }
}

extension TransformChain {
  /// Memory for what lies between two steps. One for each thread; reuse it for all rows.
  public struct Workspace: Sendable {
    fileprivate var numbers: [Double]
    fileprivate let half: Int

    fileprivate init(half: Int) {
      numbers = [Double](repeating: 0, count: 2 * half)
      self.half = half
    }
  }

  /// Memory for transforming rows: twice as many numbers as there are features between two steps.
  public func makeWorkspace() -> Workspace {
    Workspace(half: steps.dropLast().map(\.outputCount).max() ?? 0)
  }

  /// Transforms one sample without allocating.
  ///
  /// - Precondition: `row` holds `inputCount` numbers, `output` has room for `outputCount`, they do not
  ///   overlap, and the workspace is this chain's.
  public func apply(
    to row: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>,
    workspace: inout Workspace
  ) {
    precondition(row.count == inputCount, "\(row.count) features for \(inputCount)")
    precondition(output.count == outputCount, "room for \(output.count) of \(outputCount) features")
    guard let last = steps.last else {
      _ = output.update(fromContentsOf: row)
      return
    }
    let half = workspace.half
    workspace.numbers.withUnsafeMutableBufferPointer { numbers in
      var from = row
      for index in 0..<steps.count - 1 {
        let start = index % 2 * half
        let to = UnsafeMutableBufferPointer(
          rebasing: numbers[start..<start + steps[index].outputCount])
        steps[index].apply(to: from, into: to)
        from = UnsafeBufferPointer(to)
      }
      last.apply(to: from, into: output)
    }
  }

  /// The samples transformed, `[samples, inputCount]` to `[samples, outputCount]`: the bits are those of one
  /// row at a time. Allocates the result and a workspace.
  public func applied(to features: Matrix) -> Matrix {
    var workspace = makeWorkspace()
    return features.mappingRows(from: inputCount, to: outputCount) {
      apply(to: $0, into: $1, workspace: &workspace)
    }
  }

  /// The data set with its features transformed.
  public func applied(to data: Dataset) -> Dataset {
    Dataset(
      features: applied(to: data.features), labels: data.labels, classCount: data.classCount)
  }
}

extension TransformChain: Codable {
  private enum CodingKeys: String, CodingKey { case inputCount, steps }

  /// Reads and checks a chain.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    inputCount = try container.decode(Int.self, forKey: .inputCount)
    steps = try container.decode([TransformStep].self, forKey: .steps)
    guard inputCount >= 0, Self.fits(inputCount, steps) else {
      throw DecodingError.badTransform(decoder, "steps whose numbers of features agree")
    }
  }
}
