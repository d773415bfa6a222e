import Experiments

extension ExperimentOutlook {
  /// What a check prints: sizes, parameters, runs and about how long they take on so many cores.
  public func terminalText(width: Int, jobs: Int) -> String {
    var table = TextTable(columns: [
      ("model", .left), ("numbers between layers", .left), ("params", .right), ("quantum", .right),
      ("trained", .right), ("a run", .right),
    ])
    for model in [teacher] + students {
      table.rows.append([
        model.name, model.widths.map { "\($0)" }.joined(separator: " "), "\(model.parameters)",
        "\(model.quantumParameters)", "\(model.trainedParameters)", duration(model.seconds),
      ])
    }
    let samples = [
      ("teacher", teacherSamples), ("student", studentSamples), ("validation", validationSamples),
      ("test", testSamples),
    ]
    var lines = wrapped(
      "\(name): \(inputCount) features, \(classCount) classes; samples: "
        + samples.map { "\($0) \($1)" }.joined(separator: ", "), width: width, indent: "")
    lines += [""] + table.lines(width: width) + [""]
    lines += wrapped(
      "\(runCount) runs: \(seedCount) seeds x (1 teacher + \(students.count) students x "
        + "\(objectiveCount) objectives); about \(duration(seconds / Double(jobs))) on "
        + "\(jobs == 1 ? "one core" : "\(jobs) cores")", width: width, indent: "")
    return lines.joined(separator: "\n") + "\n"
  }
}
