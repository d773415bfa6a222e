/// How far an experiment is.
public struct RunProgress: Sendable, Hashable {
  /// How many runs there are, teachers included.
  public let total: Int
  /// How many of them are done.
  public let done: Int
  /// How many of the done ones were found in the run folder, not computed now.
  public let stored: Int
}

/// Counts finished runs, one at a time.
actor ProgressReporter {
  private let total: Int
  private let report: @Sendable (RunProgress) -> Void
  private var done = 0
  private var stored = 0

  init(total: Int, report: @escaping @Sendable (RunProgress) -> Void) {
    self.total = total
    self.report = report
  }

  func finished(wasStored: Bool) {
    done += 1
    if wasStored { stored += 1 }
    report(RunProgress(total: total, done: done, stored: stored))
  }
}
