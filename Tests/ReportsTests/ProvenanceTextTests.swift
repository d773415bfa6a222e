import Experiments
import Testing

@testable import Reports

@Suite struct ProvenanceTextTests {
  /// A report that was rebuilt from a run folder does not know how many runs went on at a time.
  @Test(arguments: [
    (2, "single precision, up to 2 runs at a time"), (1, "single precision, one run at a time"),
    (nil, "single precision"),
  ])
  func theMachineIsSaidAsFarAsItIsKnown(jobs: Int?, end: String) throws {
    let machine = try sampleResults(jobs: jobs).provenanceFacts.first { $0.name == "machine" }
    #expect(machine?.fact == "a processor, instruction set baseline, \(end)")
  }
}
