import Arithmetic
import Datasets
import Distillation
import Experiments

// What was done, as a paragraph for a paper, made of the plan.

extension ExperimentResults {
  /// The paragraph: data, teacher, students, objectives, training, statistics and software.
  var methods: String {
    [
      dataMethod, teacherMethod, studentMethod, objectiveMethod, trainingMethod, tuningMethod,
      controlMethod, robustnessMethod, statisticsMethod, softwareMethod,
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private var dataMethod: String {
    let parts =
      switch plan.data {
      case .extendedXOR(let data):
        "We used extended XOR data: Gaussian blobs on a grid of \(data.grid) points along each of \(data.dimension) axes, whose "
          + "\(data.classes) classes alternate along the axes, with a standard deviation of \(data.sigma) of the grid's spacing. "
          + drawn(data.perBlob, of: "blob")
      case .hyperplaneParity(let data):
        "We used hyperplane parity data: the parity of the sides of \(data.hyperplanes) hyperplanes in a subspace of "
          + "\(data.subspaceDimension) of \(data.dimension) dimensions, two classes. "
          + drawn(data.perClass, of: "class")
      case .file(let data): table(data)
      case .arrays(let data): table(data)
      }
    return parts + " The test part was looked at once, after training."
  }

  private func drawn(_ sizes: PartSizes, of unit: String) -> String {
    let transfer =
      sizes.transfer > 0 ? ", \(sizes.transfer) more without labels for the students" : ""
    let validation = sizes.validation > 0 ? ", \(sizes.validation) for validation" : ""
    return
      "Each seed drew disjoint parts anew: of each \(unit) \(sizes.teacher) samples for the teacher, \(sizes.student) "
      + "for the students\(transfer)\(validation) and \(sizes.test) for the test."
  }

  private func table(_ data: some TablePlan) -> String {
    let size = "We used a table of \(data.featureCount) features and \(data.classes.count) classes."
    let scaling =
      data.preprocess.isEmpty
      ? ""
      : " Features were transformed (\(data.preprocess.map(\.methodName).joined(separator: ", then "))) as fitted "
        + "to each seed's training rows alone."
    guard let split = data.split else {
      return size
        + " Its division into a teacher's, a student's and a test part was given, the same for all seeds."
        + scaling
    }
    return "\(size) Each seed divided the rows anew, each class alike: \(split.inWords)." + scaling
  }

  private var teacherMethod: String {
    "\(plan.teacher.inWords(parameters: teacher.parameters)); its macro-F1 on the test parts was "
      + "\(meanAndDeviation(teacher.macroF1))."
  }

  private var studentMethod: String {
    let students = plan.students.map { student in
      let arm = arm(student.name, control)
      let quantum =
        arm.quantumParameters > 0 ? ", \(arm.quantumParameters) of them in circuits" : ""
      let layers = student.layers.map { $0.inWords(classCount: plan.data.classCount) }
      return
        "\(student.name) (\(layers.joined(separator: ", then ")): \(arm.parameters) parameters\(quantum))"
    }
    return
      "The student\(students.count == 1 ? " was" : "s were") \(list(students, separator: "; ")).\(circuitMethod)"
  }

  /// How circuits were run.
  private var circuitMethod: String {
    guard arms.contains(where: { $0.quantumParameters > 0 }) else { return "" }
    let exact = " Circuits were simulated exactly, as state vectors, without shots or noise"
    var ways: [String] = []
    if !plan.execution.isIdeal { ways.append("in training \(plan.execution.inWords)") }
    ways += plan.objectives.compactMap { objective in
      objective.execution.map { "in training for \(objective.name) \($0.inWords)" }
    }
    guard !ways.isEmpty else { return "\(exact)." }
    return
      "\(exact), except that they ran \(list(ways, separator: "; ")). Scores are of ideal circuits."
  }

  private var robustnessMethod: String {
    guard let robustness else { return "" }
    let shots = robustness.plan.shots
    return
      "Trained students were evaluated on the test part under the noise \(robustness.plan.noise) at \(robustness.plan.strengths.count) "
      + "strengths (density matrices up to 8 qubits, trajectories beyond)"
      + (shots.isEmpty ? "" : ", and from \(shots.first!) to \(shots.last!) shots without noise")
      + "."
  }

  private var objectiveMethod: String {
    let objectives = plan.objectives.map { $0.summary + $0.teacherInWords }
    let kinds = Set(plan.objectives.flatMap(\.terms).map { type(of: $0.term).name })
    let meanings = Objective.termKinds.filter { kinds.contains($0.name) }.map { kind in
      "\(kind.name) is \(kind.meaning)"
    }
    let who =
      plan.objectives.count == 1
      ? "Training minimised" : "The objectives that training minimised were"
    return "\(who) \(list(objectives, separator: "; ")), where \(list(meanings, separator: "; "))."
  }

  private var trainingMethod: String {
    "Training used \(plan.training.inWords). All arms of a seed shared data, teacher, the order of batches and, where "
      + "students have the same layers, initial parameters."
  }

  /// What the tables' tests and sizes are; `nil` where nothing is compared.
  var testsNote: String? {
    guard !comparisons.isEmpty || !studentComparisons.isEmpty else { return nil }
    let kinds = [
      (comparisons.count, "objectives"), (studentComparisons.count, "students"),
      (gainComparisons.count, "gains"), (controlComparisons.count, "controls"),
    ].filter { $0.0 > 0 }.map { "\($0.0) of \($0.1)" }
    return """
      Verdicts are from intervals. Holm p: the two-sided p value of Wilcoxon's signed-rank test, adjusted after Holm for all \
      comparisons of a kind (\(kinds.joined(separator: ", "))). Cliff's delta: the share of pairs of a treated and an untreated \
      score in which the treated one is higher, minus that in which it is lower. Seeds for a change of 0.01: of a paired t-test, \
      from the noncentral t distribution, if changes vary as they did here (Cohen 1988); Wilcoxon's test takes 5 % more where \
      they are normal.
      """
  }

  private var tuningMethod: String {
    guard let tuning else { return "" }
    let settings = (plan.tuning?.over ?? []).map {
      $0.place.split(separator: ".").last.map(String.init) ?? $0.place
    }
    return
      "For each student and objective the \(list(settings, separator: ", ")) with the highest mean macro-averaged F1 score on the "
      + "validation part \(settings.count == 1 ? "was" : "were") chosen, with \(tuning.budget) training runs for each of them."
  }

  private var controlMethod: String {
    guard !plan.controls.isEmpty else { return "" }
    let names = plan.controls.map(\.method)
    return "Controls were \(list(names, separator: "; "))."
  }

  private var statisticsMethod: String {
    let seeds = plan.seeds == 1 ? "one seed" : counted(plan.seeds, "seed")
    let score = "We report the macro-averaged F1 score over \(seeds) as mean ± standard deviation."
    if comparisons.isEmpty && studentComparisons.isEmpty { return score }
    return """
      \(score) Differences are paired by seed, with 95\u{A0}% bias-corrected and accelerated (BCa) bootstrap intervals of \
      their mean (10,000 resamples), which are not corrected for the number of comparisons; below \
      \(PairedDifference.fewestPairs) seeds these are too narrow and no verdict is given. P values are those of two-sided Wilcoxon \
      signed-rank tests, adjusted after Holm for all comparisons of a kind; effect sizes are Cliff's delta.\(bestClassicalMethod)
      """
  }

  private var bestClassicalMethod: String {
    guard plan.students.count > 1, arms.contains(where: { $0.quantumParameters > 0 }) else {
      return ""
    }
    return
      " The best classical student is the one with the highest mean on the test parts, which favours it."
  }

  private var softwareMethod: String {
    "We used qdistill \(provenance.version) (Swift \(provenance.swift)), \(plan.precision.rawValue) precision."
  }

  private func list(_ items: [String], separator: String) -> String {
    items.count < 2
      ? items.joined() : items.dropLast().joined(separator: separator) + " and " + items.last!
  }
}
