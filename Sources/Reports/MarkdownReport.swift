import Arithmetic
import Datasets
import Distillation
import Experiments
import Foundation

extension ExperimentResults {
  /// The result as a report in Markdown.
  public var markdown: String {
    var lines = ["# \(plan.name)", ""]
    if treatments.count > 2 {
      lines += ["## What each objective changes", ""]
      for student in plan.students {
        lines += objectiveTable(of: student.name).markdown + [""]
        lines += objectiveFootnotes(on: student.name).flatMap { [$0, ""] }
      }
    }
    for treatment in treatments {
      lines += ["## \(treatment) against \(control)", ""]
      lines +=
        (answers(on: treatment) + [seedsNote(on: [treatment]), fewSeedsNote].compactMap { $0 })
        .map { "- \($0)" } + [""]
      lines += ["Macro-F1 on the test part, mean±sd; the change is paired by seed.", ""]
      lines += effectTable(of: treatment).markdown + [""]
      lines += [
        "The teacher\(teacherSize) has \(meanAndDeviation(teacher.macroF1))."
          + (bayesOptimalF1.map {
            " The ceiling: Bayes' rule, which knows how the data are made, has \(score($0))."
          } ?? ""), "",
      ]
      lines += ["\(treatment) against \(control):", ""]
      lines += verdictLines(on: treatment).map { "- \($0)" } + [""]
      lines += effectFootnotes(on: treatment).flatMap { [$0, ""] }
      lines += ["### Students side by side, \(treatment)", ""]
      lines += subjectTable(with: treatment).markdown + [""]
      lines += subjectFootnotes(with: treatment).flatMap { [$0, ""] }
      let controls = controlTable(of: treatment)
      if !controls.rows.isEmpty {
        lines += ["### Controls, \(treatment)", ""] + controls.markdown + [""]
        lines += controlFootnotes(on: treatment).flatMap { [$0, ""] }
        lines += controlQuestions.map { "- \($0)" } + [""]
      }
      lines += ["### Who gains more, \(treatment) against \(control)", ""]
      lines += gainTable(of: treatment).markdown + [""]
      lines += gainFootnotes(on: treatment).flatMap { [$0, ""] }
    }
    if let candidateTable, let tuningNote {
      lines += ["## Tuning", "", tuningNote, ""] + candidateTable.markdown + [""]
    }
    if !failures.isEmpty {
      lines += ["## Seeds without a score", ""] + failures.map { "- \($0)" } + [""]
    }
    lines += ["## What the students are made of", ""] + parameterTable.markdown + [""]
    lines += ["## Other figures of merit", ""] + metricsTable.markdown + [""]
    lines += ["## Method", "", method, "", limits, ""]
    lines += ["## Provenance", ""] + provenanceLines
    return lines.joined(separator: "\n") + "\n"
  }

  private var method: String {
    """
    \(dataMethod) The test part is looked at once. Within a seed all arms share data, teacher, batches, and the initial \
    parameters of students with the same layers. \(choiceMethod) The best \
    classical student is the one with the highest mean on the test part, which favours it. Intervals are \
    95 % BCa bootstrap intervals of the mean paired difference, 10,000 resamples; they are not corrected \
    for the number of comparisons, and too narrow for few seeds: below \(PairedDifference.fewestPairs) there is \
    no verdict. Verdicts are from intervals. Holm p: the two-sided p value of Wilcoxon's signed-rank test, adjusted after Holm \
    for all comparisons of a kind (\(comparisons.count) of objectives, \(studentComparisons.count) of students, \
    \(gainComparisons.count) of gains). Cliff's delta: the share of pairs of a treated and an untreated score in which the \
    treated one is higher, minus that in which it is lower. Seeds for a change of 0.01: of a paired t-test, from the noncentral t \
    distribution, if changes vary as they did here (Cohen 1988); Wilcoxon's test takes 5 % more where they are normal.
    """
  }

  private var choiceMethod: String {
    switch plan.training.selection {
    case .last: "The last epoch's parameters are judged."
    case .bestOnValidation:
      "The parameters of the epoch that is best on the validation part are judged."
    }
  }

  private var choices: String {
    plan.training.needsValidation ? "for choices" : "for choices (none was made here)"
  }

  private var dataMethod: String {
    switch plan.data {
    case .extendedXOR(let data):
      """
      Extended XOR: \(data.grid)^\(data.dimension) Gaussian blobs, \(data.classes) classes, \
      sigma \(data.sigma) of the grid's spacing. Every seed draws four disjoint parts anew: \
      \(data.perBlob.teacher) samples of each blob for the teacher, \(data.perBlob.student) for the \
      students\(transfer(data.perBlob)), \(data.perBlob.validation) \(choices), \(data.perBlob.test) for the \
      test.
      """
    case .hyperplaneParity(let data):
      """
      Hyperplanes and parity: \(data.hyperplanes) hyperplanes in \(data.subspaceDimension) of \(data.dimension) \
      dimensions. Every seed draws four disjoint parts anew: \(data.perClass.teacher) samples of each class for the \
      teacher, \(data.perClass.student) for the students\(transfer(data.perClass)), \(data.perClass.validation) \(choices), \
      \(data.perClass.test) for the test.
      """
    case .file, .arrays:
      """
      A table of \(plan.data.featureCount) features and \(plan.data.classCount) classes. Every seed divides its \
      rows anew, each class alike, into the parts that the plan says.
      """
    }
  }

  /// What students learn without labels.
  private func transfer(_ sizes: PartSizes) -> String {
    sizes.transfer > 0 ? ", \(sizes.transfer) more without labels" : ""
  }

  private var limits: String {
    let settings = "All settings stand in `results.json` under `plan`."
    guard plan.name == ExperimentPlan.extendedXOR.name else { return settings }
    return """
      The paper, *Quantum Enhanced Knowledge Distillation* (2024), gives parameter counts but neither layers \
      nor settings: this is our reading of it. \(settings)
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

  private var provenanceLines: [String] {
    let source = provenance
    return [
      "- qdistill \(source.version), Swift \(source.swift), \(source.os)",
      "- \(source.cpu), instruction set \(source.instructionSet), \(plan.precision.rawValue) precision"
        + (source.threads.map { ", up to \($0) runs at a time" } ?? ""),
      "- \(String(format: "%.1f", source.seconds)) s for this report; all runs, whenever they were made, "
        + "\(String(format: "%.1f", source.runSeconds)) s of one core",
      "- data SHA-256 \(source.dataSHA256)",
      "- to regenerate: "
        + (plan == reproduced
          ? "`qdistill reproduce --seeds \(plan.seeds) --first-seed \(plan.firstSeed)"
            + (plan.precision == .single ? "`" : " --precision \(plan.precision.rawValue)`")
          : "run the plan in `results.json`"),
    ]
  }
}
