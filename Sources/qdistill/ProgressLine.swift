import Experiments
import Foundation
import Synchronization

/// Progress on standard error: one line that is written over and over on a terminal, a plain line every
/// ten seconds elsewhere.
final class ProgressLine: Sendable {
  private let isQuiet: Bool
  private let isTerminal = StandardStreams.errorIsTerminal
  private let start = ContinuousClock.now
  private let lastShown = Mutex<ContinuousClock.Instant?>(nil)

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
  }

  /// Shows how far the experiment is, if the last time was long enough ago.
  func show(_ progress: RunProgress) {
    guard !isQuiet else { return }
    let now = ContinuousClock.now
    let interval: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
    let isDue = lastShown.withLock { last in
      guard now - (last ?? start) >= interval else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let text = Self.text(progress, elapsed: (now - start) / .seconds(1))
    StandardStreams.writeError(isTerminal ? overwriting(text) : text + "\n")
  }

  /// Clears the line.
  func finish() {
    if !isQuiet && isTerminal && lastShown.withLock({ $0 != nil }) {
      StandardStreams.writeError(overwriting("") + "\r")
    }
  }

  private func overwriting(_ text: String) -> String {
    let width = StandardStreams.errorWidth - 1
    let shown = String(text.prefix(width))
    return "\r" + shown + String(repeating: " ", count: width - shown.count)
  }

  /// Such as `123/510 runs (24%), 8.3 a second, 0:46 left`.
  static func text(_ progress: RunProgress, elapsed: Double) -> String {
    let computed = progress.done - progress.stored
    let rate = elapsed > 0 ? Double(computed) / elapsed : 0
    var text = "\(progress.done)/\(progress.total) runs (\(100 * progress.done / progress.total)%)"
    if progress.stored > 0 { text += ", \(progress.stored) found in the folder" }
    if rate > 0 {
      let left = Int((Double(progress.total - progress.done) / rate).rounded(.up))
      text += String(format: ", %.1f a second, %d:%02d left", rate, left / 60, left % 60)
    }
    return text
  }
}
