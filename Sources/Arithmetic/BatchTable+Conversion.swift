extension BatchTable {
  /// Takes another table's numbers, in this one's precision. The places beyond the last sample become zero.
  ///
  /// - Precondition: both have as many features and samples.
  public func copy(_ other: BatchTable) {
    clear()
    addSamples(of: other)
  }

  /// Adds another table's numbers, in this one's precision. The places beyond the last sample stay as they are.
  ///
  /// - Precondition: both have as many features and samples.
  public func addSamples(of other: BatchTable) {
    precondition(
      featureCount == other.featureCount && sampleCount == other.sampleCount,
      "tables of \(featureCount) x \(sampleCount) and \(other.featureCount) x \(other.sampleCount)")
    switch (precision, other.precision) {
    case (.single, .single): add(other) { (number: Float) in number }
    case (.single, .double): add(other) { (number: Double) in Float(number) }
    case (.double, .single): add(other) { (number: Float) in Double(number) }
    case (.double, .double): add(other) { (number: Double) in number }
    }
  }

  private func add<Number: FloatingPoint, Other>(
    _ other: BatchTable, converted: (Other) -> Number
  ) {
    for feature in 0..<featureCount {
      let numbers = start.assumingMemoryBound(to: Number.self) + feature * stride
      let others = other.start.assumingMemoryBound(to: Other.self) + feature * other.stride
      for sample in 0..<sampleCount { numbers[sample] += converted(others[sample]) }
    }
  }
}
