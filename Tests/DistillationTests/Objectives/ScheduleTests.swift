import Foundation
import Testing

@testable import Distillation

@Suite struct ScheduleTests {
  @Test(
    arguments: [
      (2, [2, 2, 2]), (.linear(from: 4, to: 1), [4, 2.5, 1]),
      (.cosine(from: 0.01, to: 0), [0.01, 0.005, 0]),
      (.warmUp(over: 0.5, then: 3), [0, 3, 3]), (.warmUp(over: 1, then: 3), [0, 1.5, 3]),
      (.warmUp(over: 0.5, then: .linear(from: 2, to: 0)), [0, 1, 0]),
    ] as [(Schedule, [Double])])
  func aSettingFollowsItsSchedule(schedule: Schedule, values: [Double]) {
    for (progress, value) in zip([0, 0.5, 1], values) {
      #expect(abs(schedule.value(at: progress) - value) < 1e-15)
    }
  }

  @Test(
    arguments: [
      ("2.5", .constant(2.5)), (#"{"linear":{"from":4,"to":1}}"#, .linear(from: 4, to: 1)),
      (
        #"{"warmUp":{"over":0.1,"then":{"cosine":{"from":0.01,"to":0}}}}"#,
        .warmUp(over: 0.1, then: .cosine(from: 0.01, to: 0))
      ),
    ] as [(String, Schedule)])
  func schedulesAreReadAndWritten(text: String, schedule: Schedule) throws {
    let data = Data("[\(text)]".utf8)
    #expect(try JSONDecoder().decode([Schedule].self, from: data) == [schedule])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode([schedule]), as: UTF8.self) == "[\(text)]")
  }

  @Test func boundsHoldAllTheTime() {
    #expect(Schedule.linear(from: 1, to: 0).isAlways(above: 0, orEqual: true))
    #expect(!Schedule.linear(from: 1, to: 0).isAlways(above: 0))
    #expect(!Schedule.linear(from: .nan, to: 1).isAlways(above: 0))
    #expect(!Schedule.constant(.infinity).isAlways(above: 0))
    #expect(!Schedule.warmUp(over: 0, then: 1).isAlways(above: 0, orEqual: true))
    #expect(!Schedule.warmUp(over: 0.1, then: .warmUp(over: 2, then: 1)).isAlways(above: -1))
  }
}
