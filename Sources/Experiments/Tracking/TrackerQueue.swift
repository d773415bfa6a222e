import Dispatch
import Synchronization

/// Tells a tracker of runs while training goes on, on a thread that does nothing else, and on several once nothing else is to be done.
///
/// What a tracker throws ends it: that is said once, what waits is dropped, and nobody waits for it any more.
public final class TrackerQueue: Sendable {
  /// A queue for each sender, which gets a thread however busy the runs keep all others. The first works from the beginning.
  private let queues: [DispatchQueue]
  /// All that was given to the queues.
  private let work = DispatchGroup()
  /// As it is since it began.
  private let tracker: Mutex<any RunTracker>
  /// The tracker as it was in the beginning.
  private let original: any RunTracker
  private let state = Mutex(State())
  private let fail: @Sendable (String) -> Void

  private struct State {
    /// What nobody has begun to send.
    var waiting: ArraySlice<(record: RunRecord, isCandidate: Bool)> = []
    /// How many runs it was told of, and how many of them it has shown.
    var (all, done) = (0, 0)
    var hasFailed = false
  }

  /// How long nothing is said of what is still waiting.
  private static let patience = Duration.seconds(1)

  /// A queue, which asks the tracker to begin.
  ///
  /// - Parameters:
  ///   - tracker: where runs are shown; it works on other threads.
  ///   - fail: is told, once and on another thread, which tracker failed, where, and why.
  public init(_ tracker: any RunTracker, fail: @escaping @Sendable (String) -> Void) {
    self.tracker = Mutex(tracker)
    self.fail = fail
    original = tracker
    queues = (0..<tracker.senders).map { _ in
      DispatchQueue(label: "qdistill.tracker", qos: .utility, attributes: .initiallyInactive)
    }
    queues[0].activate()
    queues[0].async(group: work) {
      self.attempt { try self.tracker.withLock { try $0.begin() } }
      for queue in self.queues.dropFirst() { queue.activate() }
    }
  }

  /// Hands over a run that is done, and returns at once.
  func add(_ record: RunRecord, isCandidate: Bool = false) {
    state.withLock {
      $0.all += 1
      $0.waiting.append((record, isCandidate))
    }
    queues[0].async(group: work) { self.sendNext() }
  }

  /// Hands over the runs of a folder.
  public func add(_ records: ExperimentRecords) {
    for record in records.teachers + records.arms.flatMap(\.runs) { add(record) }
  }

  /// Waits until everything is shown, and the report; or until the tracker has failed.
  ///
  /// - Parameters:
  ///   - files: the paths of the report's files.
  ///   - progress: is told again and again how far it is, such as `MLflow: 120 of 360 runs`, if that takes long.
  public func finish(report files: [String], progress: (String) -> Void = { _ in }) {
    original.hurry()
    for queue in queues.dropFirst() {
      queue.async(group: work) { while self.sendNext() {} }
    }
    let done = DispatchSemaphore(value: 0)
    work.notify(queue: queues[0]) {
      self.attempt { try self.tracker.withLock { $0 }.add(report: files) }
      done.signal()
    }
    let start = ContinuousClock.now
    while done.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
      if ContinuousClock.now - start >= Self.patience { progress(stateInWords) }
    }
  }

  private var stateInWords: String {
    let (done, all) = state.withLock { ($0.done, $0.all) }
    return "\(original.name): \(done) of \(all) runs" + (done == all ? ", the report" : "")
  }

  /// Sends the first run that waits; `false` if none does.
  @discardableResult private func sendNext() -> Bool {
    guard let next = state.withLock({ $0.waiting.popFirst() }) else { return false }
    attempt {
      let tracker = self.tracker.withLock { $0 }
      try tracker.add(TrackedRun(next.record, isCandidate: next.isCandidate))
    }
    state.withLock { $0.done += 1 }
    return true
  }

  /// Does something with the tracker, unless it has failed.
  private func attempt(_ work: () throws -> Void) {
    if state.withLock({ $0.hasFailed }) { return }
    do {
      try work()
    } catch {
      let isFirst = state.withLock { state in
        defer { state.hasFailed = true }
        return !state.hasFailed
      }
      if isFirst { fail("\(original.name) \(original.place): \(error)") }
    }
  }
}
