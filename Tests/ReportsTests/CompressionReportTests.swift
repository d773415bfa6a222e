import Foundation
import TestSupport
import Testing

@testable import Experiments
@testable import Reports

@Suite struct CompressionReportTests {
  /// Of students that ``sampleResults(seeds:failing:withRelu:p:missing:jobs:)`` confirms.
  func report(
    teacher: Double?, scores: [Double] = [0.7, 0.76], name: String = "extended-xor"
  ) throws -> CompressionReport {
    func scored(_ name: String, _ parameters: Int, _ score: Double) -> ScoredStudent {
      ScoredStudent(
        candidate: CompressedStudent(
          student: StudentPlan(name: name, layers: [.dense(units: .classes)]),
          parameters: parameters, quantumParameters: 0, twoQubitGates: 3),
        validationMacroF1: score)
    }
    let fronts = CompressionFronts(
      control: "labels", treatment: "distilled", target: 0.9, teacherValidationMacroF1: teacher,
      untaught: [scored("classical-195", 195, scores[0])],
      taught: [scored("hybrid-74-frozen", 74, scores[0]), scored("classical-195", 195, scores[1])])
    var plan = ExperimentPlan.extendedXOR
    plan.name = name
    return CompressionReport(
      plan, search: fronts, fronts: fronts, confirmed: try sampleResults(), searchSeeds: 3)
  }

  @Test func theSmallestStudentIsNamed() throws {
    let report = try report(teacher: 0.84)
    let text = report.terminalText(width: 200)
    #expect(text.contains("where the teacher has 0.840; on the test part it has 0.842\n"))
    #expect(
      text.contains(
        "The smallest student with 90 % of the teacher's macro-F1, distilled: classical-195, "))
    #expect(report.picture.svg.contains("The horizontal line is what is wanted"))
  }

  /// What an easier target left there would be taken for this one's.
  @Test func theFolderHoldsThisSearchsStudent() throws {
    let folder = try TemporaryFolder()
    let names = { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    #expect(
      try report(teacher: 0.84).write(inRunFolder: folder.path)
        == "fronts:  \(folder.path)/front.svg\n         \(folder.path)/front.csv\nstudent: \(folder.path)/student.yaml\n"
    )
    #expect(try names() == ["front.csv", "front.svg", "student.yaml"])
    let student = try String(contentsOfFile: "\(folder.path)/student.yaml", encoding: .utf8)
    #expect(student.contains("classical-195"))
    #expect(!(try report(teacher: 0.99).write(inRunFolder: folder.path).contains("student")))
    #expect(try names() == ["front.csv", "front.svg"])
  }

  /// Nor can students that hear of it, whose runs count as 0.
  @Test func withoutATeacherThatIsSaid() throws {
    let report = try report(teacher: nil, scores: [0, 0])
    let text = report.terminalText(width: 200)
    #expect(text.contains("on the validation part, without a teacher, as none could be trained\n"))
    #expect(text.contains("No teacher could be trained, so that there is nothing of which"))
    #expect(!text.contains("The front with the teacher"))
    #expect(!report.picture.svg.contains("The horizontal line"))
  }
}
