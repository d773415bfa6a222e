import CKernels

/// A piece of memory, aligned as the kernels want it and zero at first.
///
/// Its owner says who may use it when; it is not shared between threads without that.
public struct Memory: ~Copyable {
  /// What addresses are multiples of.
  public static let alignment = QD_ALIGNMENT

  /// The first byte.
  public let start: UnsafeMutableRawPointer
  /// How many bytes there are.
  public let size: Int

  /// Memory of this many bytes.
  public init(size: Int) {
    precondition(size >= 0, "memory of \(size) bytes")
    self.size = size
    start = .allocate(byteCount: max(size, 1), alignment: Self.alignment)
    clear()
  }

  deinit {
    start.deallocate()
  }

  /// Makes every byte zero.
  public func clear() {
    start.initializeMemory(as: UInt8.self, repeating: 0, count: size)
  }
}

/// The next multiple of `step`.
public func roundUp(_ count: Int, to step: Int) -> Int {
  (count + step - 1) / step * step
}
