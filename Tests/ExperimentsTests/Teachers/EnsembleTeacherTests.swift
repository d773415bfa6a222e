import Distillation
import Foundation
import Datasets
import Tables
import TestSupport
import Testing

@testable import Experiments

/// Several teachers, of whom the mean teaches.
@Suite struct EnsembleTeacherTests {
  private let table: TaughtTable

  init() throws {
    table = try TaughtTable()
  }

  @Test func anEnsembleIsTheMeanOfItsMembers() async throws {
    let network =
      "{network: {hidden: [3], activation: tanh}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 3}}"
    for mean in ["logits", "probabilities"] {
      let plan = try table.plan(
        teacher: "{ensemble: [{logits: TEACHER}, \(network), \(network)], mean: \(mean)}")
      let experiment = try Experiment(plan)
      #expect(experiment.teacherNetworks.count == 2)
      let data = try plan.data.load()
      let teacher = try plan.teacher.load(plan.data, data)
      let seed = try data.parts(seed: 0)
      let trained = try teacher.train(
        on: seed.parts.teacher, validation: seed.parts.validation, seed: 0, threadCount: 1)
      #expect(trained.parameters.count == 2 * 17)
      // Two networks, two beginnings.
      #expect(trained.parameters[..<17] != trained.parameters[17...])
      let logits = try teacher.logits(
        for: seed.parts.test.features, rows: seed.rows?.test, parameters: trained.parameters[...])
      guard case .ensemble(let members, _) = teacher else {
        Issue.record("no ensemble")
        return
      }
      let single = [
        try members[0].logits(for: seed.parts.test.features, rows: seed.rows?.test, parameters: []),
        try members[1].logits(
          for: seed.parts.test.features, rows: nil, parameters: trained.parameters[..<17]),
        try members[2].logits(
          for: seed.parts.test.features, rows: nil, parameters: trained.parameters[17...]),
      ].map { matrix in (0..<2).map { matrix[3, $0] } }
      if mean == "logits" {
        #expect(abs(logits[3, 0] - single.map { $0[0] }.reduce(0, +) / 3) < 1e-15)
      } else {
        let shares = single.map { (pair: [Double]) -> Double in
          exp(pair[1]) / (exp(pair[0]) + exp(pair[1]))
        }
        #expect(abs(exp(logits[3, 1]) - shares.reduce(0, +) / 3) < 1e-14)
      }
    }
    #expect(
      try await table.records(
        table.plan(teacher: "{ensemble: [{logits: TEACHER}, \(network)]}"), "ensemble"
      )
      .teachers[1].trained?.parameters.count == 17)
  }
}
