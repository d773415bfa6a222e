import Datasets
import Distillation
import FileFormats
import HybridModels
import Tables

extension Experiment {
  /// The student of each arm that is worth keeping: the one of the seed that is best on the validation part. The test
  /// part plays no role. An arm of which all seeds failed has none, and those that only answer controls are not kept.
  ///
  /// - Parameters:
  ///   - records: the runs, computed now or found in a run folder.
  ///   - data: what they learnt from, of which a few samples are kept.
  public func studentsToKeep(
    _ records: ExperimentRecords, data: ExperimentData
  ) throws -> [SavedStudent] {
    // Several arms may keep the same seed's students, and to fit transforms may take long.
    var bases: [UInt64: SampleBasis] = [:]
    var students: [SavedStudent] = []
    for arm in records.arms
    where control(student: arm.student, objective: arm.objective) == nil {
      guard let index = arm.chosenSeed else { continue }
      let record = arm.runs[index]
      let seed = record.identity.seed
      let basis = try bases[seed] ?? data.sampleBasis(seed: seed)
      bases[seed] = basis
      if let student = try student(
        record, teacher: records.teachers.first { $0.identity.seed == seed },
        seedCount: arm.runs.count, data, basis)
      {
        students.append(student)
      }
    }
    return students
  }

  /// Writes these students into a run folder: `students/<student>/<objective>/`. What it holds already stays as it is.
  ///
  /// - Throws: `FileError`
  public static func write(
    _ students: [SavedStudent], inRunFolder folder: String
  ) throws(FileError) {
    for student in students {
      try student.write(
        to: "\(folder)/students/\(student.name)/\(student.training.objective.name)")
    }
  }

  private func student(
    _ record: RunRecord, teacher: RunRecord?, seedCount: Int, _ data: ExperimentData,
    _ basis: SampleBasis
  ) throws -> SavedStudent? {
    guard let run = record.trained, let arm = record.identity.arm else { return nil }
    let training = StudentTraining(
      version: record.identity.version, plan: plan.name, seed: record.identity.seed,
      choice: run.validationMacroF1 == nil ? .firstSeed : .bestOnValidation, seedCount: seedCount,
      objective: arm.objective, settings: arm.training, execution: arm.execution,
      teacher: record.identity.teacher,
      teacherSHA256: record.identity.teacherSHA256,
      teacherTestMacroF1: teacher?.trained?.evaluation.macroF1,
      dataSHA256: record.identity.dataSHA256,
      sampleCount: basis.sampleCount, validationMacroF1: run.validationMacroF1,
      testMacroF1: run.evaluation.macroF1, instructionSet: record.machine.instructionSet)
    let student = try SavedStudent(
      name: arm.student.name, interface: data.interface(plan.data),
      transforms: basis.transforms, layers: arm.student.layers, parameters: run.parameters,
      training: training)
    return student.withSamples(basis.features)
  }
}

extension ArmRecords {
  /// The place of the seed whose student is kept; `nil` if all failed. Of equal ones the first, which is the lowest.
  fileprivate var chosenSeed: Int? {
    let trained = runs.indices.filter { runs[$0].trained != nil }
    func score(_ index: Int) -> Double { runs[index].trained?.validationMacroF1 ?? 0 }
    return trained.dropFirst().reduce(trained.first) { best, index in
      score(index) > score(best!) ? index : best
    }
  }
}

/// What a seed's students have in common.
private struct SampleBasis {
  /// What features go through.
  let transforms: TransformChain?
  /// A few of the students' samples, as data have them, `[samples, features]`.
  let features: Matrix
  /// How many samples students learn from.
  let sampleCount: Int
}

extension ExperimentData {
  /// How many samples are kept with their logits.
  private static let sampleCount = 20

  fileprivate func sampleBasis(seed: UInt64) throws(DatasetError) -> SampleBasis {
    let data = try parts(seed: seed)
    let rowCount = data.parts.student.sampleCount
    let count = min(Self.sampleCount, rowCount)
    // From all over the part, in which samples of a class may be neighbours.
    let places = (0..<count).map { $0 * rowCount / count }
    let features =
      if case .table(let table, _, _) = self, let rows = data.rows {
        table.features.selecting(rows: places.map { rows.student[$0] })
      } else {
        data.parts.student.features.selecting(rows: places)
      }
    return SampleBasis(transforms: data.transforms, features: features, sampleCount: rowCount)
  }

  /// What students take in and give out.
  fileprivate func interface(_ plan: DataPlan) -> StudentInterface {
    var (featureNames, labelName): ([String]?, String?)
    switch (plan, self) {
    case (.file(let file), .table(let table, _, _)):
      // Without a header they are made up.
      featureNames = file.header ? table.featureNames : nil
      if case .name(let name) = file.label { labelName = name }
    case (.extendedXOR, _), (.hyperplaneParity, _):
      // As in the CSV of generated data.
      featureNames = (0..<plan.featureCount).map { "x\($0)" }
      labelName = "label"
    default: break
    }
    return StudentInterface(
      inputCount: plan.featureCount, featureNames: featureNames, labelName: labelName,
      classNames: plan.classNames)
  }
}

extension SavedStudent {
  /// The same student with these samples, `[samples, inputCount]`, and the logits that it has for them.
  func withSamples(_ features: Matrix) -> SavedStudent {
    let samples = (0..<features.rowCount).compactMap { row -> Sample? in
      let sample = features.selecting(rows: [row])
      // What the student cannot compute, it need not.
      guard let logits = try? logits(for: sample) else { return nil }
      return Sample(features: sample.elements, logits: logits.elements)
    }
    return SavedStudent(
      name: name, interface: interface, transforms: transforms, layers: layers, model: model,
      parameters: parameters, training: training, samples: samples)
  }
}
