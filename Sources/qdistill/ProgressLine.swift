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
    guard isDue(at: now) else { return }
    write(
      Self.text(
        progress, elapsed: (now - start) / .seconds(1),
        width: isTerminal ? StandardStreams.errorWidth - 1 : .max))
  }

  /// Shows what else takes time, if the last time was long enough ago.
  func show(text: String) {
    if !isQuiet, isDue(at: .now) { write(text) }
  }

  /// Says what the reader must know, however quiet it is to be, on a line that stays.
  func warn(_ text: String) {
    finish()
    StandardStreams.writeError("qdistill: \(text)\n")
  }

  private func isDue(at now: ContinuousClock.Instant) -> Bool {
    let interval: Duration = isTerminal ? .milliseconds(100) : .seconds(10)
    return lastShown.withLock { last in
      guard now - (last ?? start) >= interval else { return false }
      last = now
      return true
    }
  }

  private func write(_ text: String) {
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

  /// Such as `123/510 runs (24%), 8.3/s, 0:46 left, hybrid-74: labels 0.769, distilled 0.811`: what fits of it, the most
  /// telling first.
  static func text(_ progress: RunProgress, elapsed: Double, width: Int = .max) -> String {
    let computed = progress.done - progress.stored
    let rate = elapsed > 0 ? Double(computed) / elapsed : 0
    // Where in the line, and what: the most telling first, of which one that comes later may be the longer form.
    var parts = [
      (0, "\(progress.done)/\(progress.total) runs (\(100 * progress.done / progress.total)%)")
    ]
    if rate > 0 {
      parts.append((3, "\(Self.text(seconds: Double(progress.total - progress.done) / rate)) left"))
    }
    let means = progress.means.map { "\($0.objective) " + String(format: "%.3f", $0.macroF1) }
      .joined(separator: ", ")
    if !means.isEmpty { parts.append((4, means)) }
    if rate > 0 { parts.append((2, Self.text(rate: rate))) }
    if !means.isEmpty { parts.append((4, "\(progress.means[0].student): \(means)")) }
    if progress.stored > 0 {
      parts += [(1, "\(progress.stored) found"), (1, "\(progress.stored) found in the folder")]
    }
    var shown = [String?](repeating: nil, count: 5)
    for (place, text) in parts {
      var longer = shown
      longer[place] = text
      if Self.line(longer).count <= width { shown = longer }
    }
    return Self.line(shown)
  }

  private static func line(_ parts: [String?]) -> String {
    parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// Runs a second, or, of long ones, a minute.
  private static func text(rate: Double) -> String {
    rate >= 0.95
      ? String(format: "%.1f/s", rate) : String(format: "%.1f/min", 60 * rate)
  }

  /// Such as `0:46` or `2:05:00`.
  private static func text(seconds: Double) -> String {
    // More than a year nobody waits for.
    let left = Int(min(seconds, 1e8).rounded(.up))
    let (hours, minutes) = (left / 3600, left / 60 % 60)
    return hours == 0
      ? String(format: "%d:%02d", minutes, left % 60)
      : String(format: "%d:%02d:%02d", hours, minutes, left % 60)
  }
}
