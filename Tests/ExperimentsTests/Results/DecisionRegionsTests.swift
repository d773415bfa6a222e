import Datasets
import HybridModels
import Tables
import TestSupport
import Testing

@testable import Experiments

/// What models make of a plane of samples.
@Suite struct DecisionRegionsTests {
  private let table: TaughtTable

  init() throws {
    table = try TaughtTable()
  }

  private func regions(
    _ plan: ExperimentPlan, records: ExperimentRecords, resolution: Int = 8, hasTeacher: Bool = true
  ) throws -> DecisionRegions? {
    let data = try plan.data.load()
    return try Experiment(plan).decisionRegions(
      records, seedAt: 1, data: data,
      teacher: hasTeacher ? try plan.loadTeacher(of: data) : nil, resolution: resolution)
  }

  /// A network may be asked for any sample, what stands in a file only for its own.
  @Test func theTeacherIsThereIfItKnowsThePlane() async throws {
    let taught = try table.plan()
    let fromFile = try #require(
      try regions(taught, records: try await table.records(taught, "file")))
    #expect(fromFile.maps.map(\.student) == ["small", "small"])
    #expect(fromFile.maps.map(\.objective) == ["labels", "distilled"])
    let trained = try table.plan(
      teacher:
        "{network: {hidden: [3], activation: tanh}, training: {optimizer: {adam: {rate: 0.05}}, epochs: 5}}"
    )
    let withTeacher = try #require(
      try regions(trained, records: try await table.records(trained, "network")))
    #expect(withTeacher.maps.map(\.student) == [nil, "small", "small"] && withTeacher.seed == 1)
    let without = try #require(
      try regions(
        trained, records: try await table.records(trained, "network"), hasTeacher: false))
    #expect(without.maps == Array(withTeacher.maps.dropFirst()))
  }

  /// Cells say what the model says at their centres, and the samples that students learn from lie among them.
  @Test func cellsAreWhatTheModelSays() async throws {
    let plan = try table.plan()
    let records = try await table.records(plan, "runs")
    let regions = try #require(try regions(plan, records: records))
    let parts = try plan.data.load().parts(seed: 1).parts
    #expect(regions.samples == parts.student)
    for row in 0..<parts.student.sampleCount {
      for feature in 0..<2 {
        #expect(regions.ranges[feature].contains(parts.student.features[row, feature]))
      }
    }
    let run = try #require(records.arms[0].runs[1].trained)
    let model = try #require(try Experiment(plan).students.first).model
    let (cell, count) = (29, regions.resolution)
    let center = zip(regions.ranges, [cell % count, cell / count]).map { range, place in
      range.lowerBound
        + (Double(place) + 0.5) / Double(count) * (range.upperBound - range.lowerBound)
    }
    let logits = model.logits(
      for: .init(rowCount: 1, columnCount: 2, elements: center), parameters: run.parameters)
    #expect(regions.maps[0].classes[cell] == logits.argmaxOfRows()[0])
    #expect(regions.maps[0].classes.count == 64 && Set(regions.maps[0].classes).count == 2)
    #expect(regions.maps[0].confidence.allSatisfy { $0 >= 0.5 && $0 <= 1 })
  }

  @Test func threeFeaturesAreNoPlane() async throws {
    var plan = smallPlan(seeds: 2)
    guard case .extendedXOR(var data) = plan.data else { return }
    data.dimension = 3
    plan.data = .extendedXOR(data)
    plan.students = [StudentPlan(name: "small", layers: [.dense(units: .classes)])]
    plan.subject = "small"
    let records = try await table.records(plan, "solid")
    #expect(try regions(plan, records: records) == nil)
  }
}
