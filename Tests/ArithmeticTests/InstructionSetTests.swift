import Arithmetic
import Testing

@Suite struct InstructionSetTests {
  @Test func everyMachineHasTheBaseline() {
    #expect(InstructionSet.supported.first == .baseline)
    for set in InstructionSet.supported {
      #expect(Arithmetic(.single, set).laneCount == 2 * Arithmetic(.double, set).laneCount)
    }
  }
}
