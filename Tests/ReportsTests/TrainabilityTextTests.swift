import Testing

@testable import Experiments
@testable import Reports

@Suite struct TrainabilityTextTests {
  @Test func theTableFitsEightyColumns() throws {
    let plan = ExperimentPlan.extendedXOR
    let found = try Experiment(plan).trainability(plan.data.load())
    let text = found.terminalText(width: 80, hasData: true)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(text.contains("on student samples") && text.contains("(100 starts, 64 samples)"))
    let row = try #require(lines.first { $0.contains("1 circuit") })
    #expect(
      try /\s+1 circuit +60 +\d\.\de-\d +\d+ (\de-\d ?){5}/.wholeMatch(in: row) != nil, "\(row)")
    #expect(text.contains("hybrid-74: no output depends on 8 of 60 angles of layer 1: 1st rz"))
    #expect(!text.contains("warning"))
    // Where there is less room, the last column goes.
    #expect(
      found.terminalText(width: 60, hasData: false).split(separator: "\n")
        .allSatisfy { $0.count <= 60 && !$0.contains("by circuit layer") })
    #expect([Trainability]().terminalText(width: 80, hasData: true) == "")
  }

  @Test func aBarrenPlateauIsOneWarning() {
    let layer = Trainability.Layer(
      number: 0, kind: "circuit", parameterCount: 336, variance: 1.26e-6,
      circuitLayers: (1...8).map { Double($0) * 1e-7 }, shots: 16_385)
    let found = [
      Trainability(student: "flat", effort: (8, 1), layers: [layer], inactive: []),
      Trainability(student: "huge", effort: nil, layers: [], inactive: []),
    ]
    let lines = found.terminalText(width: 200, hasData: false).split(separator: "\n")
    #expect(
      lines[0].hasSuffix(
        "on random samples: its variance over random starts (8 starts, 1 sample), "
          + "and about how many shots of each circuit let a device see it"))
    #expect(lines[3] == "flat  0 circuit    336   1.3e-6 1.6e4 1e-7 2e-7 3e-7 ... 7e-7 8e-7")
    #expect(
      lines.dropFirst(4).map(String.init) == [
        "warning: flat: layer 0 begins in a barren plateau: it takes about 1.6e4 shots of each "
          + "circuit to see its gradient; fewer qubits, observables of few qubits or other initial angles may help",
        "huge: its circuits are too large for a look at its gradients",
      ])
  }
}
