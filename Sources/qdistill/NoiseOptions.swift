import ArgumentParser
import Experiments
import Interchange
import QuantumSimulation

/// How a student's circuits are run, if not ideally.
struct NoiseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What goes wrong after each gate: numbers such as depolarizing=0.01,readout=0.02 (names: \
      \(NoiseNumbers.Name.list)); or a device such as fake_manila; or a file of its calibrations.
      """, valueName: "noise"))
  var noise: String?

  @Option(
    help: ArgumentHelp(
      "How often each circuit is measured. (default: exact expectation values)", valueName: "n"))
  var shots: Int?

  @Option(
    help: ArgumentHelp(
      "What is done against noise: readout (counts corrected for misreading), zne (gates folded 1 and 3 times, extrapolated to no noise), or both: readout,zne.",
      valueName: "ways"))
  var mitigate: String?

  /// Whether anything is said.
  var isGiven: Bool { noise != nil || shots != nil }

  /// The way to run circuits.
  func execution() throws -> CircuitExecution {
    var execution = CircuitExecution(shots: shots)
    if let shots, shots < 1 { throw ValidationError("--shots \(shots): at least 1 is needed") }
    execution.noise = try noise.map { try loadNoise($0).noise }
    for way in mitigate?.split(separator: ",", omittingEmptySubsequences: false) ?? [] {
      switch way {
      case "readout": execution.correctsReadout = true
      case "zne": execution.foldings = CircuitExecution.usualFoldings
      default:
        throw ValidationError("--mitigate \(way): known are readout and zne, with a comma between")
      }
    }
    if mitigate != nil && noise == nil {
      throw ValidationError("--mitigate: against what? Say so with --noise")
    }
    return execution
  }
}

/// The noise that --noise says.
func loadNoise(_ text: String) throws -> (plan: NoisePlan, noise: any CircuitNoise) {
  let plan: NoisePlan
  do throws(PlanError) {
    plan = try NoisePlan(text: text, place: "")
    if case .numbers = plan { return (plan, try plan.load(place: "")) }
  } catch {
    let place = error.place.isEmpty ? "" : "\(error.place.drop { $0 == "." }): "
    throw ValidationError("--noise \(text): \(place)\(error.problem)")
  }
  return (plan, try DeviceSource().device(text))
}
