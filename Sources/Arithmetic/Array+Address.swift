// Kernels take addresses, and an empty array may have none.

extension [Double] {
  /// Calls `body` with the first number's address; of an empty array, with that of a number which is nobody's.
  package func withAddress<Result>(_ body: (UnsafePointer<Double>) -> Result) -> Result {
    withUnsafeBufferPointer { numbers in
      guard let start = numbers.baseAddress else { return withUnsafePointer(to: 0, body) }
      return body(start)
    }
  }

  /// The same, for writing.
  package mutating func withMutableAddress<Result>(
    _ body: (UnsafeMutablePointer<Double>) -> Result
  ) -> Result {
    withUnsafeMutableBufferPointer { numbers in
      guard let start = numbers.baseAddress else {
        var nobodys = 0.0
        return withUnsafeMutablePointer(to: &nobodys, body)
      }
      return body(start)
    }
  }
}
