import CKernels

extension BatchTable {
  /// Takes rows of a table `[rows, features]` in the same precision as samples. The places that a vector holds beyond
  /// the last sample become zero.
  ///
  /// - Precondition: as many rows as the table has samples.
  public func gather(
    _ rows: UnsafeBufferPointer<Int>, from table: borrowing Memory, _ arithmetic: Arithmetic
  ) {
    precondition(rows.count == sampleCount, "\(rows.count) rows for \(sampleCount) samples")
    rows.withMemoryRebound(to: Int64.self) {
      arithmetic.kernels.table.pointee.gather_columns(
        $0.baseAddress, rows.count, featureCount, table.start, start, stride)
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
