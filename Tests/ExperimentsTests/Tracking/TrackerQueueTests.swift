import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Experiments

/// A tracker that writes down what it is told, and fails when it is told to.
private struct NotingTracker: RunTracker {
  let name = "Notes"
  let place = "here"
  let notes: Notes
  /// At which run it fails, from 0.
  var failsAt = Int.max
  /// How long it takes for each run.
  var seconds = 0.0
  var senders = 1
  private let told = Notes()

  init(notes: Notes, failsAt: Int, seconds: Double, senders: Int) {
    self.notes = notes
    self.failsAt = failsAt
    self.seconds = seconds
    self.senders = senders
  }

  final class Notes: Sendable {
    let lines = Mutex<[String]>([])
    /// How many there were before.
    @discardableResult func add(_ line: String) -> Int {
      lines.withLock {
        $0.append(line)
        return $0.count - 1
      }
    }
    var all: [String] { lines.withLock { $0 } }
  }

  struct Failure: Error, CustomStringConvertible {
    let description = "it fell over"
  }

  func begin() { notes.add("begin") }
  func hurry() { notes.add("hurry") }

  func add(_ run: TrackedRun) throws {
    if seconds > 0 { Thread.sleep(forTimeInterval: seconds) }
    if told.add(run.name) >= failsAt { throw Failure() }
    notes.add(run.name)
  }

  func add(report files: [String]) { notes.add("report \(files)") }
}

@Suite struct TrackerQueueTests {
  private let temporary: TemporaryFolder
  private let notes = NotingTracker.Notes()

  init() throws {
    temporary = try TemporaryFolder()
  }

  private func queue(failsAt: Int = .max, seconds: Double = 0, senders: Int = 1) -> (
    TrackerQueue, NotingTracker.Notes
  ) {
    let failed = NotingTracker.Notes()
    let tracker = NotingTracker(
      notes: notes, failsAt: failsAt, seconds: seconds, senders: senders)
    return (TrackerQueue(tracker) { failed.add($0) }, failed)
  }

  @Test func itIsToldOfEachRunComputedOrFound() async throws {
    for _ in 0..<2 {
      let (queue, failed) = queue()
      _ = try await run(smallPlan(seeds: 1), in: temporary.path, [queue])
      queue.finish(report: ["a"])
      #expect(failed.all.isEmpty)
    }
    let lines = notes.all.filter { $0 != "hurry" }
    #expect(lines.count == 2 * 7)
    #expect(lines[0] == "begin" && lines[6] == "report [\"a\"]")
    let names = [
      "classical-195 distilled seed-0", "classical-195 labels seed-0", "hybrid-74 distilled seed-0",
      "hybrid-74 labels seed-0", "teacher seed-0",
    ]
    #expect(lines[1..<6].sorted() == names && lines[8..<13].sorted() == names)
    #expect(notes.all.count { $0 == "hurry" } == 2)
  }

  @Test func oneFailureEndsItAndTheTrainingGoesOn() async throws {
    let (queue, failed) = queue(failsAt: 2)
    let records = try await run(smallPlan(), in: temporary.path, [queue])
    queue.finish(report: ["a"])
    #expect(records.arms.allSatisfy { $0.runs.count == 2 })
    #expect(failed.all == ["Notes here: it fell over"])
    #expect(notes.all.filter { $0 != "hurry" }.count == 3)
  }

  @Test func nothingThatWaitsIsSentAfterAFailure() async throws {
    let records = try await run(smallPlan(), in: temporary.path, [])
    let (queue, failed) = queue(failsAt: 0, seconds: 0.5)
    queue.add(records)
    let start = ContinuousClock.now
    queue.finish(report: [])
    // Ten runs of half a second, of which the first fails.
    #expect(ContinuousClock.now - start < .seconds(4))
    #expect(failed.all.count == 1)
  }

  @Test func whatIsNotSentYetIsWaitedFor() async throws {
    let records = try await run(smallPlan(seeds: 1), in: temporary.path, [])
    let (queue, _) = queue(seconds: 0.4)
    let start = ContinuousClock.now
    queue.add(records)
    #expect(ContinuousClock.now - start < .seconds(0.3))
    var said: [String] = []
    queue.finish(report: []) { said.append($0) }
    #expect(notes.all.last == "report []")
    #expect(said.contains("Notes: 3 of 5 runs"), "\(said)")
  }

  @Test func severalSendersShareTheRuns() async throws {
    let records = try await run(smallPlan(), in: temporary.path, [])
    let (queue, failed) = queue(seconds: 0.4, senders: 5)
    let start = ContinuousClock.now
    queue.add(records)
    queue.finish(report: [])
    // Ten runs, five at a time, which one would take four seconds for; the first and the last are told alone.
    #expect(ContinuousClock.now - start < .seconds(3))
    let lines = notes.all.filter { $0 != "hurry" }
    #expect(lines.count == 12 && lines.first == "begin" && lines.last == "report []")
    #expect(failed.all.isEmpty)
  }

  @Test func ofSeveralSendersOneTellsOfTheFailure() async throws {
    let records = try await run(smallPlan(), in: temporary.path, [])
    let (queue, failed) = queue(failsAt: 0, seconds: 0.1, senders: 5)
    queue.add(records)
    queue.finish(report: ["a"])
    #expect(failed.all == ["Notes here: it fell over"])
    #expect(notes.all.filter { $0 != "hurry" } == ["begin"])
  }
}
