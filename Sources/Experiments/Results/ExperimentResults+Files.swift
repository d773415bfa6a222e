import FileFormats
import Foundation

extension ExperimentResults {
  /// The result file's contents: JSON, keys in alphabetical order.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// One row for each student's run, in the order of arms and seeds. It holds no times, hosts or paths: two runs of one
  /// experiment give the same bytes. What a run does not have is empty; of one that failed or is missing (`outcome`) that is every
  /// score.
  public var csv: String {
    let metrics: [(name: String, of: (ArmResult) -> Summary)] = [
      ("macroF1", \.macroF1), ("accuracy", \.accuracy), ("calibrationError", \.calibrationError),
      ("teacherAgreement", \.teacherAgreement), ("teacherDivergence", \.teacherDivergence),
      ("validationMacroF1", \.validationMacroF1), ("finalLoss", \.finalLoss),
    ]
    let header =
      ["student", "objective", "seed", "parameters"] + metrics.map(\.name)
      + ["teacherMacroF1", "outcome"]
    func field(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    let rows = arms.lazy.flatMap { arm in
      plan.seedValues.enumerated().map { index, seed in
        [arm.student, arm.objective, "\(seed)", "\(arm.parameters)"]
          + metrics.map { field($0.of(arm).values[index]) }
          + [field(teacher.macroF1.values[index]), arm.outcomes[index].rawValue]
      }
    }
    return CSV.text(header: header, rows: rows)
  }
}
