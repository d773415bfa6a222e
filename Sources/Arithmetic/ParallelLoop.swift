import CKernels
import Dispatch
import Foundation
import Synchronization

/// Threads that wait for short pieces of work: a training step's groups, some hundred microseconds each.
///
/// To wake a sleeping thread takes as long as such a piece. So these look for work for a while before they sleep; a
/// thread that trains keeps its helpers awake.
public final class ParallelLoop {
  /// How many threads take part, the caller's included.
  public let threadCount: Int
  private let helpers: [Helper]

  /// Starts `threadCount - 1` threads. They end with the loop.
  public init(threadCount: Int) {
    precondition(threadCount >= 1, "\(threadCount) threads")
    self.threadCount = threadCount
    helpers = (1..<threadCount).map { Helper(number: $0) }
  }

  deinit {
    for helper in helpers { helper.stop() }
  }

  /// Calls `body` for 0 ..< `threadCount`, each on a thread of its own and 0 on the caller's, and returns when all have
  /// returned. Not to be called by two threads at a time.
  public func run(_ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      // The helpers are done with it when this returns.
      nonisolated(unsafe) let body = body
      for helper in helpers { helper.start { body($0) } }
      body(0)
      for helper in helpers { helper.waitUntilDone() }
    }
  }
}

/// One thread of a loop.
///
/// Unchecked: `work` is written while the thread has nothing to do, before `given` says that it is there, and read by the
/// thread after that.
private final class Helper: @unchecked Sendable {
  private let number: Int
  private var work: ((Int) -> Void)?
  /// How many pieces of work were given, and how many are done.
  private let given = Atomic<Int>(0)
  private let done = Atomic<Int>(0)
  private let isAsleep = Atomic<Bool>(false)
  private let isStopped = Atomic<Bool>(false)
  private let alarm = DispatchSemaphore(value: 0)

  /// How long the thread looks for work before it sleeps.
  private static let patience = Duration.microseconds(200)

  init(number: Int) {
    self.number = number
    let thread = Thread { self.serve() }
    thread.stackSize = 8 << 20
    thread.start()
  }

  func start(_ work: @escaping (Int) -> Void) {
    self.work = work
    given.add(1, ordering: .sequentiallyConsistent)
    wake()
  }

  func waitUntilDone() {
    var looks = 0
    while done.load(ordering: .acquiring) != given.load(ordering: .relaxed) {
      looks += 1
      // Where there are fewer cores than threads, the helper may need this one.
      if looks < 10_000 { qd_pause() } else { sched_yield() }
    }
    work = nil
  }

  func stop() {
    isStopped.store(true, ordering: .sequentiallyConsistent)
    given.add(1, ordering: .sequentiallyConsistent)
    wake()
  }

  private func wake() {
    if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { alarm.signal() }
  }

  private func serve() {
    var seen = 0
    while true {
      waitForMore(than: seen)
      seen += 1
      if isStopped.load(ordering: .sequentiallyConsistent) { return }
      work!(number)
      done.store(seen, ordering: .releasing)
    }
  }

  private func waitForMore(than seen: Int) {
    let start = ContinuousClock.now
    repeat {
      for _ in 0..<64 {
        if given.load(ordering: .acquiring) > seen { return }
        qd_pause()
      }
    } while ContinuousClock.now - start < Self.patience
    isAsleep.store(true, ordering: .sequentiallyConsistent)
    // Work that came in between has not seen that this thread sleeps; or it has, and the alarm rings.
    if given.load(ordering: .sequentiallyConsistent) > seen,
      isAsleep.exchange(false, ordering: .sequentiallyConsistent)
    {
      return
    }
    alarm.wait()
  }
}
