import Synchronization

/// How long a server may be silent: long while there is other work to do, a few seconds once somebody waits for it.
///
/// A machine on which training takes all cores may well answer late.
final class Patience: Sendable {
  /// How many seconds may pass while nobody waits, and once somebody does.
  let long, short: Double
  private let hurriedSince = Mutex<ContinuousClock.Instant?>(nil)

  init(long: Double, short: Double) {
    self.long = long
    self.short = short
  }

  /// Somebody waits from now on.
  func hurry() {
    hurriedSince.withLock { $0 = $0 ?? .now }
  }

  /// How many seconds were enough for a server of which nothing was heard since then; `nil` if it may still answer.
  func isOver(since last: ContinuousClock.Instant) -> Double? {
    let now = ContinuousClock.now
    if let hurried = hurriedSince.withLock({ $0 }), now - max(last, hurried) >= .seconds(short) {
      return short
    }
    return now - last >= .seconds(long) ? long : nil
  }
}
