import Foundation
import Synchronization
import Testing

@testable import Interchange

private final class Flag: Sendable {
  private let value = Atomic(false)
  var isSet: Bool { value.load(ordering: .relaxed) }
  func set() { value.store(true, ordering: .relaxed) }
}

@Suite struct ExternalProgramTests {
  /// Wherever the path of whoever runs the tests leads.
  private func shell(_ script: String) throws -> ExternalProgram.Outcome {
    try ExternalProgram(path: "/bin/sh").run(["-c", "PATH=/usr/bin:/bin; \(script)"])
  }

  @Test func outputAndErrorsAreApart() throws {
    let outcome = try shell("echo one; echo two >&2; exit 7")
    #expect(outcome.status == 7 && outcome.output == "one\n" && outcome.errors == "two\n")
  }

  /// Much more than a pipe holds, of which the end comes first on the other one.
  @Test func muchIsRead() throws {
    let outcome = try shell("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; kill -9 $$")
    #expect(outcome.output.utf8.count == 300_000 && outcome.errors.utf8.count == 300_000)
    #expect(outcome.status == 128 + 9)
  }

  /// Both pipes are read while nobody has a thread to spare.
  @Test func muchIsReadHoweverBusyTheMachineIs() throws {
    let isRead = Flag()
    let deadline = ContinuousClock.now + .seconds(20)
    for _ in 0..<2 * ProcessInfo.processInfo.activeProcessorCount {
      DispatchQueue.global().async { while !isRead.isSet && ContinuousClock.now < deadline {} }
    }
    let outcome = try shell("head -c 300000 /dev/zero >&2; echo done")
    isRead.set()
    #expect(outcome.output == "done\n" && outcome.errors.utf8.count == 300_000)
    #expect(ContinuousClock.now < deadline)
  }

  @Test func programsAreFoundOnThePath() throws {
    #expect(try #require(ExternalProgram(named: "swift")).path.hasSuffix("/swift"))
    #expect(ExternalProgram(named: "no-such-program-anywhere") == nil)
  }
}
