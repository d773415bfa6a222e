import Datasets
import Experiments

extension ExperimentOutlook {
  /// What a check prints: sizes, parameters, runs and about how long they take on so many cores.
  public func terminalText(width: Int, jobs: Int) -> String {
    var table = TextTable(columns: [
      ("model", .left), ("numbers between layers", .left), ("params", .right), ("quantum", .right),
      ("trained", .right), ("a run", .right),
    ])
    for model in teachers + students {
      table.rows.append([
        model.name, model.widths.map { "\($0)" }.joined(separator: " "), "\(model.parameters)",
        "\(model.quantumParameters)", "\(model.trainedParameters)",
        model.seconds.map(duration) ?? "-",
      ])
    }
    let samples =
      partSizes.map { sizes in
        "samples: "
          + DataPart.allCases.filter { sizes[$0]! > 0 }
          .map { "\($0.rawValue) \(sizes[$0]!)" }.joined(separator: ", ")
      } ?? "the data are not here"
    var lines = wrapped(
      "\(name): \(inputCount) features, \(classCount) classes; \(samples)", width: width, indent: ""
    )
    lines += [""] + table.lines(width: width) + [""]
    let cores = jobs == 1 ? "one core" : "\(jobs) cores"
    let time = seconds.map { "; \(estimate($0 / Double(jobs))) on \(cores)" } ?? ""
    lines += wrapped(
      "\(runCount) runs: \(seedCount) seeds x (1 teacher + \(armCount) pairs of student and objective)"
        + (tuningBudget == 0 ? "" : " + \(tuningBudget) for each pair to choose settings") + time,
      width: width, indent: "")
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }
}
