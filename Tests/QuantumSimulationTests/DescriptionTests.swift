import Numerics
import Testing

@testable import QuantumSimulation

@Suite struct DescriptionTests {
  @Test(
    arguments: [
      (.parameter(3), "θ3"), (.input(12), "x12"), (.scaledInput(parameter: 3, input: 0), "θ3·x0"),
      (.inputProduct(0, 1), "x0·x1"), (.inputProduct(2, 2), "x2²"), (0, "0"), (.constant(.pi), "π"),
      (.constant(-.pi / 2), "-π/2"), (.constant(0.75 * .pi), "3π/4"),
      (.constant(2 * .pi / 3), "2π/3"),
      (.constant(.pi / 4 + .pi / 2 + .pi / 16), "13π/16"), (.constant(-4 * .pi), "-4π"),
      (.constant(0.5), "0.5"), (.constant(1.0 / 3), "0.3333"), (-2, "-2"),
      (.constant(3.1416), "3.1416"),
      (.constant(1e-7), "1e-07"), (.constant(1e9), "1000000000"),
    ] as [(Angle, String)])
  func anglesAreWrittenAsPeopleDo(angle: Angle, text: String) {
    #expect("\(angle)" == text)
  }

  @Test func sumsHaveParametersFirstAndTheConstantLast() {
    var sum = AngleSum(.input(1))
    #expect("\(sum)" == "x1")
    sum += AngleSum(.pi / 2)
    sum += AngleSum(.parameter(10), times: -0.5)
    sum += AngleSum(.parameter(9))
    sum += AngleSum(.inputProduct(0, 1), times: -1)
    #expect("\(sum)" == "θ9-0.5·θ10+x1-x0·x1+π/2")
    #expect("\(-sum)" == "-θ9+0.5·θ10-x1+x0·x1-π/2")
    #expect("\(AngleSum(0))" == "0" && "\(AngleSum(-0.25))" == "-0.25")
    #expect("\(AngleSum(.input(0), times: .pi))" == "π·x0")
  }

  @Test func pauliStringsSurviveTheirDescription() {
    for factors in [[0: Pauli.z], [2: .x, 0: .z], [10: .y, 1: .x, 3: .z]] {
      let string = PauliString(factors)
      #expect(PauliString(string.description) == string)
    }
    #expect("\(PauliString([2: .x, 0: .z]))" == "Z0X2")
    #expect("\(PauliString([:]))" == "I")
  }

  @Test(arguments: [
    "", "Z", "0", "ZX0", "Z0Z0", "Z0,", "A1", "Z-1", "Z0 X1", "Z99999999999999999999",
  ])
  func whatIsNoPauliStringIsRefused(text: String) {
    #expect(PauliString(text) == nil)
  }
}
