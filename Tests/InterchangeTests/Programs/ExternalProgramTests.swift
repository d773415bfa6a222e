import Testing

@testable import Interchange

@Suite struct ExternalProgramTests {
  private func shell(_ script: String) throws -> ExternalProgram.Outcome {
    try #require(ExternalProgram(named: "sh")).run(["-c", script])
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

  @Test func whatIsNotThereIsNotFound() {
    #expect(ExternalProgram(named: "no-such-program-anywhere") == nil)
  }
}
