import Foundation
import Synchronization
import TestSupport
import Testing

@testable import FileFormats

@Suite struct FileClaimTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/run.json" }

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Whether somebody else gets the claim now.
  private func isFree() throws -> Bool {
    guard let claim = try FileClaim(to: path, waits: false) else { return false }
    claim.release()
    return true
  }

  @Test func oneAtATimeHasTheClaim() throws {
    guard let claim = try FileClaim(to: path, waits: false) else {
      Issue.record("nobody else has it")
      return
    }
    #expect(try !isFree())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.json.claim"])
    #expect(FileClaim.target(of: "run.json.claim") == "run.json")
    #expect(FileClaim.target(of: "run.json") == nil)
    claim.release()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    #expect(try isFree())
  }

  @Test func whoHasTheClaimIsSeenWithoutTakingIt() throws {
    #expect(FileClaim.isHeld(to: path) == nil)
    guard let claim = try FileClaim(to: path, waits: false) else {
      Issue.record("nobody else has it")
      return
    }
    #expect(FileClaim.isHeld(to: path) == true)
    claim.release()
    #expect(FileClaim.isHeld(to: path) == nil)
  }

  /// Whoever looks takes a claim from nobody.
  @Test func whoLooksIsInNobodysWay() throws {
    let isDone = Mutex(false)
    let hasLooked = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [path] in
      while !isDone.withLock({ $0 }) { _ = FileClaim.isHeld(to: path) }
      hasLooked.signal()
    }
    var refusals = 0
    for _ in 0..<1000 where try !isFree() { refusals += 1 }
    isDone.withLock { $0 = true }
    hasLooked.wait()
    #expect(refusals == 0)
  }

  @Test func whatAKilledProcessLeftIsFree() throws {
    try folder.write("", to: "run.json.claim")
    #expect(FileClaim.isHeld(to: path) == false)
    #expect(try isFree())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  /// Threads that wait for each other, each of which changes a number in two steps.
  @Test func whoWaitsComesAfter() {
    let count = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      guard let claim = try? FileClaim(to: path, waits: true) else { return }
      let before = count.withLock { $0 }
      Thread.sleep(forTimeInterval: 0.01)
      count.withLock { $0 = before + 1 }
      claim.release()
    }
    #expect(count.withLock { $0 } == 4)
  }

  @Test func aClaimThatCannotBeMadeIsSaid() {
    let error = #expect(throws: FileError.self) {
      _ = try FileClaim(to: "\(folder.path)/none/run.json", waits: false)
    }
    #expect(
      error?.description
        == "cannot write \(folder.path)/none/run.json.claim: No such file or directory")
  }
}
