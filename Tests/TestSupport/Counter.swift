import Synchronization

/// Counts from 0, for whoever asks.
public final class Counter: Sendable {
  private let count = Mutex(0)

  /// A counter at 0.
  public init() {}

  /// How often this was called before.
  public func next() -> Int {
    count.withLock { count in
      defer { count += 1 }
      return count
    }
  }
}
