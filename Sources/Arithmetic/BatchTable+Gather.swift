extension BatchTable {
  /// Takes rows of a table `[rows, features]` in the same precision as samples. The places that a vector holds beyond
  /// the last sample become zero.
  ///
  /// - Precondition: as many rows as the table has samples.
  public func gather(_ rows: UnsafeBufferPointer<Int>, from table: borrowing Memory) {
    precondition(rows.count == sampleCount, "\(rows.count) rows for \(sampleCount) samples")
    switch precision {
    case .single: gather(rows, from: table.start, as: Float.self)
    case .double: gather(rows, from: table.start, as: Double.self)
    }
  }

  private func gather<Scalar: BinaryFloatingPoint>(
    _ rows: UnsafeBufferPointer<Int>, from source: UnsafeMutableRawPointer, as: Scalar.Type
  ) {
    let from = source.assumingMemoryBound(to: Scalar.self)
    let to = start.assumingMemoryBound(to: Scalar.self)
    for sample in 0..<rows.count {
      let row = from + rows[sample] * featureCount
      for feature in 0..<featureCount { to[feature * stride + sample] = row[feature] }
    }
    for sample in rows.count..<BatchTable.stride(forSamples: rows.count) {
      for feature in 0..<featureCount { to[feature * stride + sample] = 0 }
    }
  }
}

extension Memory {
  /// These numbers in a precision.
  public init(_ numbers: [Double], _ precision: Precision) {
    self.init(size: numbers.count * precision.size)
    switch precision {
    case .single: start.assumingMemoryBound(to: Float.self).update(numbers.lazy.map { Float($0) })
    case .double: start.assumingMemoryBound(to: Double.self).update(numbers)
    }
  }
}

extension UnsafeMutablePointer {
  fileprivate func update(_ elements: some Sequence<Pointee>) {
    for (index, element) in elements.enumerated() { self[index] = element }
  }
}
