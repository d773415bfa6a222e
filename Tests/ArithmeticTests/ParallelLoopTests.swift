import Arithmetic
import Foundation
import Synchronization
import Testing

@Suite struct ParallelLoopTests {
  /// What each thread does in many short runs, of which some come while helpers look for work and some while they sleep.
  @Test(arguments: [1, 2, 5]) func eachThreadWorksOnceInEachRun(threadCount: Int) {
    let loop = ParallelLoop(threadCount: threadCount)
    var counts = [Int](repeating: 0, count: threadCount)
    for run in 1...600 {
      if run % 200 == 0 { Thread.sleep(forTimeInterval: 0.005) }
      counts.withUnsafeMutableBufferPointer { counts in
        // Each thread writes to a place of its own.
        nonisolated(unsafe) let counts = counts
        loop.run { counts[$0] += 1 }
      }
      // When `run` returns, all of it is done.
      #expect(counts.allSatisfy { $0 == run })
    }
  }

  @Test func threadZeroIsTheCallers() {
    let loop = ParallelLoop(threadCount: 3)
    let caller = Thread.current
    let own = Mutex<[Bool]>([])
    loop.run { thread in
      let isCaller = Thread.current == caller
      own.withLock { $0.append(isCaller == (thread == 0)) }
    }
    #expect(own.withLock { $0 } == [true, true, true])
  }
}
