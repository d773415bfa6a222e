import Datasets
import Distillation
import RandomStreams
import Tables

/// A seed whose teacher is trained, ready for the students.
struct SeedRun: Sendable {
  let teacherRecord: RunRecord
  let teacherWasStored: Bool
  let validation, test: Dataset
  /// What students learn from, and the teacher's logits for the test part; `nil` if its training failed.
  /// Logits are soft targets at whatever temperature they are used: computed once, not once a step.
  let teaching: (set: TrainingSet, testLogits: Matrix)?

  init(
    teacherRecord: RunRecord, teacherWasStored: Bool, data: SeedData, teacher: ReadyTeacher,
    choices: Set<FeatureChoice>
  ) throws(TrainingFailure) {
    self.teacherRecord = teacherRecord
    self.teacherWasStored = teacherWasStored
    let (parts, rows) = (data.parts, data.rows)
    validation = parts.validation
    test = parts.test
    guard let parameters = teacherRecord.trained?.parameters[...] else {
      teaching = nil
      return
    }
    let features = parts.student.features.appending(rowsOf: parts.transfer)
    let taughtRows = rows.map { $0.student + $0.transfer }
    var teacherFeatures: [FeatureChoice: Matrix] = [:]
    for choice in choices {
      teacherFeatures[choice] = try teacher.features(
        choice, for: features, rows: taughtRows, parameters: parameters)
    }
    teaching = (
      TrainingSet(
        parts.student, transfer: parts.transfer,
        teacherLogits: try teacher.logits(
          for: features, rows: taughtRows, parameters: parameters),
        teacherFeatures: teacherFeatures),
      try teacher.logits(for: parts.test.features, rows: rows?.test, parameters: parameters)
    )
  }

  var seed: UInt64 { teacherRecord.identity.seed }
}

extension TrainingSet {
  /// The set with what an objective wants to be heard of the plan's teacher.
  func weakened(for objective: ObjectivePlan, seed: UInt64) -> TrainingSet {
    guard case .weakened(let weakening) = objective.teacher else { return self }
    return switch weakening {
    case .hard: hardened()
    case .shuffled: shuffled(by: RandomStream(seed: seed, name: "shuffle"))
    case .smoothedLabels: smoothed(temperature: objective.smoothingTemperature!)
    }
  }
}
