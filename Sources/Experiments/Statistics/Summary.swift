import RandomStreams

/// A figure of merit over the seeds: what an arm's runs measured.
public struct Summary: Sendable, Hashable, Codable {
  /// The mean over the seeds that did not fail; `nil` if all did.
  public let mean: Double?
  /// The sample standard deviation (n - 1) over them; `nil` if there are fewer than two, or if it overflows.
  public let sd: Double?
  /// In seed order; `nil` for a seed that failed.
  public let values: [Double?]

  /// The summary of these values.
  public init(_ values: [Double?]) {
    self.values = values
    let present = values.compactMap { $0 }
    mean = present.isEmpty ? nil : Experiments.mean(present)
    let deviation = present.count < 2 ? nil : standardDeviation(present)
    sd = deviation.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Writes all keys: what is not there is `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(sd, forKey: .sd)
    try container.encode(values, forKey: .values)
  }
}

extension Summary {
  /// The 95 % BCa bootstrap interval of the mean, `[low, high]`; `nil` for fewer than two seeds.
  public var confidence95: [Double]? {
    bootstrapInterval(
      ofMeanOf: values.compactMap { $0 }, from: RandomStream(seed: 0, name: "bootstrap")
    ).map { [$0.lowerBound, $0.upperBound] }
  }

  /// The value below which this share of the values lies, interpolated linearly; `nil` if all seeds failed.
  public func percentile(_ share: Double) -> Double? {
    let present = values.compactMap { $0 }.sorted()
    return present.isEmpty ? nil : Experiments.percentile(ofSorted: present, share)
  }
}

/// The arithmetic mean.
///
/// - Precondition: there is a value.
func mean(_ values: [Double]) -> Double {
  precondition(!values.isEmpty, "the mean of no values")
  return values.reduce(0, +) / Double(values.count)
}

/// The sample standard deviation, with n - 1.
///
/// - Precondition: there are two values.
func standardDeviation(_ values: [Double]) -> Double {
  precondition(values.count >= 2, "the standard deviation of \(values.count) values")
  let mean = mean(values)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}
