/// Where finished runs are shown beside the run folder. To be told of a run twice, also by several processes, is to show it once.
///
/// A tracker may be slow and may fail: ``TrackerQueue`` keeps both from the training.
public protocol RunTracker: Sendable {
  /// What it is called in a word, such as `MLflow`.
  var name: String { get }
  /// Where it is.
  var place: String { get }
  /// How many runs it shows at a time, each on a thread of its own, once only that is left to be done.
  var senders: Int { get }
  /// From now on somebody waits for it. Called from another thread, on a copy.
  func hurry()
  /// Looks whether it can be used, and what is there already. Called once, before all else.
  mutating func begin() throws
  /// Shows a run, if it is not there.
  func add(_ run: TrackedRun) throws
  /// Shows a report, in the place of an older one. Called once, after all else.
  ///
  /// - Parameter files: the paths of its files.
  func add(report files: [String]) throws
}

extension RunTracker {
  /// One after another.
  public var senders: Int { 1 }
  /// It does not take long anyway.
  public func hurry() {}
  /// Nothing need be looked at.
  public mutating func begin() throws {}
  /// Reports are not shown.
  public func add(report files: [String]) throws {}
}
