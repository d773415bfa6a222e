import Foundation
import TestSupport
import Testing

@testable import Experiments

/// What result files say of runs.
@Suite struct ResultFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func results(
    _ plan: ExperimentPlan, _ records: ExperimentRecords
  ) throws -> ExperimentResults {
    try ExperimentResults(
      try Experiment(plan), records: records, jobs: 1, seconds: 1, ceilingSamples: 1000)
  }

  @Test func theResultFileHasWhatItsFormatSays() async throws {
    let plan = smallPlan()
    let results = try results(plan, try await plan.records(in: "\(folder.path)/format", jobs: 2))
    let json = try #require(
      try JSONSerialization.jsonObject(with: results.json()) as? [String: Any])
    #expect(json["format"] as? String == "qdistill-results/1")
    let teacher = try #require(json["teacher"] as? [String: Any])
    #expect(teacher["parameters"] as? Int == 1251)
    let provenance = try #require(json["provenance"] as? [String: Any])
    for key in ["version", "swift", "os", "cpu", "instructionSet", "dataSHA256"] {
      #expect(provenance[key] is String, "\(key)")
    }
    #expect((provenance["dataSHA256"] as? String)?.count == 64)
    let arms = try #require(json["arms"] as? [[String: Any]])
    let hybrid = try #require(arms.first { $0["student"] as? String == "hybrid-74" })
    for (key, value) in [
      "parameters": 74, "quantumParameters": 60, "classicalParameters": 14,
      "trainedParameters": 74, "inactiveParameters": 8, "failedSeeds": 0,
    ] {
      #expect(hybrid[key] as? Int == value, "\(key)")
    }
    for key in ["macroF1", "accuracy", "calibrationError", "teacherAgreement", "teacherDivergence"]
    {
      let summary = try #require(hybrid[key] as? [String: Any], "\(key)")
      #expect((summary["values"] as? [Double])?.count == 2 && summary["mean"] is Double)
    }
    let comparisons = try #require(json["comparisons"] as? [[String: Any]])
    #expect(comparisons.count == 2)
    #expect(comparisons[1]["student"] as? String == "hybrid-74")
    #expect(comparisons[1]["treatment"] as? String == "distilled")
    #expect(comparisons[1]["control"] as? String == "labels")
    #expect((comparisons[1]["confidence95"] as? [Double])?.count == 2)
    for key in ["wilcoxonP", "holmP", "cliffsDelta"] {
      #expect(comparisons[1][key] is Double, "\(key)")
    }
    #expect(comparisons[1]["seedsToShow001"] is Int)
    let gains = try #require(json["gainComparisons"] as? [[String: Any]])
    #expect(gains.count == 1 && gains[0]["controlStudent"] as? String == "classical-195")
    let dense = try #require(
      ((json["plan"] as? [String: Any])?["students"] as? [[String: Any]])?[1]["layers"]
        as? [[String: Any]])
    #expect((dense[0]["dense"] as? [String: Any])?["units"] as? Int == 4)
  }

  @Test func whatIsNotThereIsNull() async throws {
    let plan = smallPlan(seeds: 1)
    let results = try results(plan, try await plan.records(in: "\(folder.path)/one seed", jobs: 2))
    let json = try #require(
      try JSONSerialization.jsonObject(with: results.json()) as? [String: Any])
    let arm = try #require((json["arms"] as? [[String: Any]])?.first)
    #expect((arm["macroF1"] as? [String: Any])?["sd"] is NSNull)
    let comparison = try #require((json["comparisons"] as? [[String: Any]])?.first)
    #expect(comparison["confidence95"] is NSNull)
    #expect(comparison["meanDifference"] is Double)
  }

  /// (student treated - student untreated) - (other treated - other untreated), by hand from the arms.
  @Test func gainsAreDifferencesOfDifferences() async throws {
    let plan = smallPlan()
    let results = try results(plan, try await plan.records(in: "\(folder.path)/gains", jobs: 2))
    let gain = try #require(results.gainComparisons.first)
    #expect(gain.student == "hybrid-74" && gain.controlStudent == "classical-195")
    let means = results.arms.map { $0.macroF1.mean! }
    let expected = (means[3] - means[2]) - (means[1] - means[0])
    #expect(abs(gain.difference.meanDifference! - expected) < 1e-15)
  }

  @Test func aResumedRunTellsWhatItWasComputedOn() async throws {
    let plan = smallPlan(seeds: 1)
    let first = try results(plan, try await plan.records(in: "\(folder.path)/provenance", jobs: 2))
    let second = try results(plan, try await plan.records(in: "\(folder.path)/provenance", jobs: 2))
    #expect(first.provenance == second.provenance)
    #expect(second.provenance.runSeconds > 0 && second.provenance.cpu == Machine.current.cpu)
  }

  @Test func machinesThatDifferAreMixed() {
    let machines = ["6.2", "6.3"].map {
      Machine(swift: $0, os: "Linux", cpu: "a", instructionSet: "baseline")
    }
    let common = Machine.common(to: Set(machines))
    #expect(common.swift == "mixed" && common.os == "Linux")
  }

  @Test func theCSVHasARowForEachRun() async throws {
    let plan = smallPlan()
    let csv = try results(plan, try await plan.records(in: "\(folder.path)/csv", jobs: 2)).csv
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 1 + 8)
    #expect(
      lines[0]
        == "student,objective,seed,parameters,macroF1,accuracy,calibrationError,teacherAgreement,"
        + "teacherDivergence,validationMacroF1,finalLoss,teacherMacroF1,outcome")
    #expect(lines[1].hasPrefix("classical-195,labels,0,195,0."))
    for line in lines.dropFirst() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      #expect(fields.count == 13 && fields[12] == "trained")
      #expect(fields[4...11].allSatisfy { Double($0) != nil }, "\(line)")
    }
  }
}
