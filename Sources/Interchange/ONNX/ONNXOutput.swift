/// What a model gave back under one name, for all samples.
public struct ONNXOutput: Sendable, Hashable {
  /// The name in the model.
  public let name: String
  /// The sizes of one sample's part: `[3]` where the model says `[samples, 3]`, none where it is one element.
  public let sampleShape: [Int]
  /// The elements, sample after sample.
  public let values: ONNXValues
}

/// The elements of an output.
public enum ONNXValues: Sendable, Hashable {
  /// Floating point numbers.
  case numbers([Double])
  /// Whole numbers or words, which name classes.
  case labels(ClassLabels)
  /// For each sample a number for each of these keys: `[samples, keys]`.
  case maps(keys: ClassLabels, numbers: [Double])

  /// Parts of an output, one after another; `nil` if they are not alike.
  static func joined(_ parts: [ONNXValues]) -> ONNXValues? {
    switch parts.first {
    case nil: return nil
    case .numbers:
      let numbers = parts.compactMap { if case .numbers(let numbers) = $0 { numbers } else { nil } }
      return numbers.count == parts.count ? .numbers(Array(numbers.joined())) : nil
    case .labels:
      let labels = parts.compactMap { if case .labels(let labels) = $0 { labels } else { nil } }
      guard labels.count == parts.count else { return nil }
      return ClassLabels.joined(labels).map { .labels($0) }
    case .maps(let keys, _):
      let numbers = parts.compactMap {
        if case .maps(keys, let numbers) = $0 { numbers } else { nil }
      }
      return numbers.count == parts.count
        ? .maps(keys: keys, numbers: Array(numbers.joined())) : nil
    }
  }

  /// The first `count` samples of `total`.
  func prefix(_ count: Int, of total: Int) -> ONNXValues {
    func cut<Element>(_ elements: [Element]) -> [Element] {
      Array(elements.prefix(elements.count / total * count))
    }
    if count == total { return self }
    switch self {
    case .numbers(let numbers): return .numbers(cut(numbers))
    case .labels(.integers(let integers)): return .labels(.integers(cut(integers)))
    case .labels(.strings(let strings)): return .labels(.strings(cut(strings)))
    case .maps(let keys, let numbers): return .maps(keys: keys, numbers: cut(numbers))
    }
  }
}

/// Names of classes, as a model knows them.
public enum ClassLabels: Sendable, Hashable {
  /// Classes with numbers.
  case integers([Int])
  /// Classes with names.
  case strings([String])

  /// How many there are.
  public var count: Int {
    switch self {
    case .integers(let integers): integers.count
    case .strings(let strings): strings.count
    }
  }

  /// The labels as text.
  public var texts: [String] {
    switch self {
    case .integers(let integers): integers.map { "\($0)" }
    case .strings(let strings): strings
    }
  }

  /// Labels one after another; `nil` if some are numbers and some are names.
  static func joined(_ parts: [ClassLabels]) -> ClassLabels? {
    let integers = parts.compactMap { if case .integers(let labels) = $0 { labels } else { nil } }
    if integers.count == parts.count { return .integers(Array(integers.joined())) }
    let strings = parts.compactMap { if case .strings(let labels) = $0 { labels } else { nil } }
    return strings.count == parts.count ? .strings(Array(strings.joined())) : nil
  }
}
