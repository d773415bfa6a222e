import Experiments
import Foundation

extension StudentEvaluation {
  /// The evaluation's file: JSON, keys in alphabetical order.
  public func json() throws -> String { try prettyJSON(self) }

  /// The evaluation for people: scores, classes, and what was taken for what.
  public func terminalText(width: Int = 80) -> String {
    let samples = "\(sampleCount) \(sampleCount == 1 ? "sample" : "samples")"
    var lines = [
      "\(student) on \(samples)", "", "macro-F1           \(score(macroF1))",
      "accuracy           \(score(accuracy))", "balanced accuracy  \(score(balancedAccuracy))",
      "calibration error  \(score(calibrationError))",
    ]
    if let teacher {
      lines += [
        "agreement          \(score(teacher.agreement)) with \(teacher.name), whose macro-F1 is "
          + score(teacher.macroF1),
        "divergence         \(String(format: "%.4f", teacher.divergence)) nats from it",
      ]
    }
    if let noisy { lines += [""] + noisy.lines(width: width) }
    lines += [""] + classTable.lines(width: width)
    lines += ["", "taken for (columns), of each class (rows):"]
    lines += confusionTable.lines(width: width)
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  private var classTable: TextTable {
    var table = TextTable(columns: [
      ("class", .left), ("precision", .right), ("recall", .right), ("F1", .right),
      ("samples", .right),
    ])
    table.rows = classes.map {
      [$0.name, score($0.precision), score($0.recall), score($0.f1), "\($0.sampleCount)"]
    }
    return table
  }

  private var confusionTable: TextTable {
    var table = TextTable(
      columns: [("class", .left)] + classes.map { ($0.name, .right) })
    table.rows = zip(classes, confusion).map { [$0.name] + $1.map { "\($0)" } }
    return table
  }
}

extension NoisyScores {
  /// How the circuits were run, and what came of it.
  fileprivate func lines(width: Int) -> [String] {
    var way = [noise.map { "noise \($0)" }, shots.map { "\($0) \($0 == 1 ? "shot" : "shots")" }]
      .compactMap { $0 }
    if !mitigation.isEmpty { way.append("against it " + mitigation.joined(separator: " and ")) }
    if runs > 1 { way.append("mean and spread of \(runs) runs") }
    return wrapped("with \(way.joined(separator: ", ")):", width: width, indent: "") + [
      "macro-F1           \(meanAndDeviation(macroF1))",
      "accuracy           \(meanAndDeviation(accuracy))",
    ]
  }
}
