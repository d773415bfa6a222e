import Arithmetic
import Experiments
import Foundation

extension ExperimentResults {
  /// Where and with what the results were made: names and facts.
  var provenanceFacts: [(name: String, fact: String)] {
    let source = provenance
    return [
      ("software", "qdistill \(source.version), Swift \(source.swift), \(source.os)"),
      (
        "machine",
        "\(source.cpu), instruction set \(source.instructionSet), \(plan.precision.rawValue) precision"
          + (source.jobs.map { ", \($0 == 1 ? "one run" : "up to \($0) runs") at a time" } ?? "")
      ),
      (
        "time",
        "\(String(format: "%.1f", source.seconds)) s for this report; all runs, whenever they were made, "
          + "\(String(format: "%.1f", source.runSeconds)) s of one core"
      ),
      ("data", "SHA-256 \(source.dataSHA256)"),
    ]
  }

  /// The command that gives these results again, if it needs no file.
  var command: String? {
    guard plan == reproduced else { return nil }
    return "qdistill reproduce --seeds \(plan.seeds) --first-seed \(plan.firstSeed)"
      + (plan.precision == .single ? "" : " --precision \(plan.precision.rawValue)")
  }

  /// What cannot be known of the paper whose experiment this is; `nil` for any other one.
  var readingNote: String? {
    let paper = ExperimentPlan.extendedXOR
    guard plan.data == paper.data, plan.students.allSatisfy(paper.students.contains) else {
      return nil
    }
    return """
      The paper, Quantum Enhanced Knowledge Distillation (2024), gives parameter counts but neither layers \
      nor settings: this is our reading of it.
      """
  }

  /// What `qdistill reproduce` would run for these seeds.
  private var reproduced: ExperimentPlan {
    var reproduced = ExperimentPlan.extendedXOR
    reproduced.seeds = plan.seeds
    reproduced.firstSeed = plan.firstSeed
    reproduced.precision = plan.precision
    return reproduced
  }
}
