import Tables
import TestSupport
import Testing

@testable import Experiments

/// A table of sixty named samples of two classes in a file, and the files of its teachers.
struct TaughtTable {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var table = "id,x,y,kind\n"
    for row in 0..<60 {
      let label = ["low", "high"][row % 2]
      table += "s\(row),\(Double(row % 2) + 0.01 * Double(row)),\(Double(row * row % 7)),\(label)\n"
    }
    try folder.write(table, to: "data.csv")
    try folder.write(teacherLines.joined(), to: "teacher.csv")
  }

  /// What the teacher says: a header, and a line for each sample.
  var teacherLines: [String] {
    ["high,id,low\n"]
      + (0..<60).map { row in
        let logit = 2.5 - 0.02 * Double(row)
        return "\(row % 2 == 1 ? logit : -logit),s\(row),0\n"
      }
  }

  /// A plan on the table; `TEACHER` is the teacher's file.
  func plan(
    teacher: String = "{logits: TEACHER}", file: String = "teacher.csv"
  ) throws -> ExperimentPlan {
    let teacher = teacher.replacing("TEACHER", with: "\(folder.path)/\(file)")
    return try PlanFile(
      yaml: """
        name: files
        seeds: 2
        data:
          source: file
          path: \(folder.path)/data.csv
          id: id
          label: kind
          features: [x, y]
          classes: [low, high]
          split: {teacher: 0.5, student: {ofTeacher: 0.5}, test: 0.4}
        teacher: \(teacher)
        students:
          small: [{dense: {units: classes}}]
        objectives:
          labels: [{crossEntropy: {weight: 1}}]
          distilled: [{logits: {weight: 1, temperature: 2}}]
        training: {optimizer: {adam: {rate: 0.05}}, epochs: 5, dropRemainder: false}
        """, name: "files.yaml"
    ).plan()
  }

  /// Runs a plan in the folder of that name.
  func records(_ plan: ExperimentPlan, _ name: String) async throws -> ExperimentRecords {
    try await plan.records(in: "\(folder.path)/\(name)", jobs: 2)
  }

  /// What a plan's teacher says of all rows.
  func logits(_ plan: ExperimentPlan) throws -> Matrix? {
    if case .table(let logits) = try plan.teacher.load(plan.data, plan.data.load()) {
      logits
    } else {
      nil
    }
  }
}
