/// How far a run is.
public enum RunState: String, Sendable, Hashable, Codable, CaseIterable {
  /// It is trained, and looked at as the plan says.
  case done
  /// Its training failed, and would fail again.
  case failed
  /// Somebody is at it.
  case running
  /// Its turn will come: it belongs to a task of a cluster that is running or waits.
  case waiting
  /// Somebody was to do it, or had begun, and is gone.
  case lost
  /// Nobody has begun.
  case untouched
}
