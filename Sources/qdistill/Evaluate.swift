import ArgumentParser
import Datasets
import Experiments
import FileFormats
import Foundation
import Reports

/// `qdistill evaluate`: how good a saved student is.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say how well a saved student does on labelled samples.",
    usage: "qdistill evaluate <model> <data> [--label <column>] [<options>]",
    discussion: """
      Prints macro-F1, accuracy, balanced accuracy (the mean recall), the expected calibration error (15 bins), \
      precision, recall and F1 of each class, and the confusion matrix. Labels are the classes' names; in an array \
      also their numbers from 0. Columns are found as by `predict`; the labels' column is called as in the data \
      that the student learnt from, or `label`, or, without a header, it is the last.

      Examples:
        qdistill evaluate runs/students/hybrid-74/distilled test.csv
        qdistill evaluate runs/students/hybrid-74/distilled test.csv --json
        qdistill evaluate runs/students/hybrid-74/distilled x.npy --label y.npy
        qdistill evaluate runs/students/hybrid-74/distilled d.npz --features x --label y
        qdistill evaluate runs/students/hybrid-74/distilled test.csv \\
          --teacher runs/students/classical-195/labels
      """)

  @OptionGroup var model: ModelArgument
  @OptionGroup var samples: SampleOptions
  @OptionGroup var labels: LabelOption

  @Option(help: ArgumentHelp("Also compare with this saved student.", valueName: "model"))
  var teacher: String?

  @Flag(help: "JSON on standard output.")
  var json = false

  func run() throws {
    let student = try model.student()
    let teacher = try teacher.map { try SavedStudent(contentsOf: $0) }
    if let teacher, let problem = student.teacherProblem(teacher) {
      throw FileError(
        badContentsOf: self.teacher!, reason: "it cannot teach \(student.name): \(problem)")
    }
    let evaluation = try student.evaluate(
      try samples.open(for: student, label: labels.label, needsLabel: true), teacher: teacher,
      threadCount: ProcessInfo.processInfo.activeProcessorCount)
    try StandardStreams.writeOutput(
      json ? try evaluation.json() : evaluation.terminalText(width: StandardStreams.outputWidth))
  }
}
