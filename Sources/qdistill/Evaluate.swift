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

      With --noise or --shots the student's circuits are run so, too: macro-F1 and accuracy beside the ideal ones. \
      depolarizing=p means that one of X, Y, Z happens with probability p, each as often (PennyLane's p; Qiskit's \
      parameter is 4p/3).

      Examples:
        qdistill evaluate runs/students/hybrid-74/distilled test.csv
        qdistill evaluate runs/students/hybrid-74/distilled test.csv --json
        qdistill evaluate runs/students/hybrid-74/distilled x.npy --label y.npy
        qdistill evaluate runs/students/hybrid-74/distilled d.npz --features x --label y
        qdistill evaluate runs/students/hybrid-74/distilled test.csv \\
          --teacher runs/students/classical-195/labels
        qdistill evaluate runs/students/hybrid-74/distilled test.csv \\
          --noise depolarizing=0.01,readout=0.02 --shots 1000 --mitigate readout
      """)

  @OptionGroup var model: ModelArgument
  @OptionGroup var samples: SampleOptions
  @OptionGroup var labels: LabelOption

  @Option(help: ArgumentHelp("Also compare with this saved student.", valueName: "model"))
  var teacher: String?

  @OptionGroup var noise: NoiseOptions

  @Option(
    parsing: .unconditional,
    help: "How many times a student with shots is evaluated, with other random numbers.")
  var seeds = 20

  @Flag(help: "JSON on standard output.")
  var json = false

  func validate() throws {
    if seeds < 1 { throw ValidationError("--seeds \(seeds): at least 1 is needed") }
  }

  func run() throws {
    let student = try model.student()
    let teacher = try teacher.map { try SavedStudent(contentsOf: $0) }
    if let teacher, let problem = student.teacherProblem(teacher) {
      throw FileError(
        badContentsOf: self.teacher!, reason: "it cannot teach \(student.name): \(problem)")
    }
    let noisy = NoisyRuns(try noise.execution(), calling: noise.noise, count: seeds)
    if noise.isGiven, let problem = student.executionProblem(noisy.execution) {
      throw ValidationError(problem)
    }
    let evaluation = try student.evaluate(
      try samples.open(for: student, label: labels.label, needsLabel: true), teacher: teacher,
      noisy: noise.isGiven ? noisy : nil, threadCount: ProcessInfo.processInfo.activeProcessorCount)
    try StandardStreams.writeOutput(
      json ? try evaluation.json() : evaluation.terminalText(width: StandardStreams.outputWidth))
  }
}
