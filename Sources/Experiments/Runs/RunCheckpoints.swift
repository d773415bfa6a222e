import Distillation

/// Where one run has come to, kept in its run folder now and then, so that a long run that is killed goes on instead of
/// beginning anew.
final class RunCheckpoints {
  /// What the run goes on from, if it was interrupted.
  let last: TrainingCheckpoint?
  private let store: RunStore
  private let identity: RunIdentity
  private let interval: Duration
  private var lastKept = ContinuousClock.now

  /// The checkpoints of a run.
  init(
    _ identity: RunIdentity, in store: RunStore, interval: Duration
  ) throws {
    self.identity = identity
    self.store = store
    self.interval = interval
    last = try store.checkpoint(of: identity)
  }

  /// Keeps a checkpoint if it is time.
  func epochDone(_ checkpoint: () -> TrainingCheckpoint) {
    guard ContinuousClock.now - lastKept >= interval else { return }
    // A disk that is full now will be found so when the run is done; the run itself goes on.
    try? store.save(checkpoint(), of: identity)
    lastKept = .now
  }
}
