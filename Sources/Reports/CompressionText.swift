import Experiments
import Foundation

/// What a search for the smallest student found, and what its confirmation says.
public struct CompressionReport: Sendable {
  let plan: ExperimentPlan
  /// What a few seeds show of all candidates, and all seeds of the promising ones.
  let search, fronts: CompressionFronts
  /// The promising ones' results on all seeds.
  let confirmed: ExperimentResults
  let searchSeeds: Int

  /// A report.
  public init(
    _ plan: ExperimentPlan, search: CompressionFronts, fronts: CompressionFronts,
    confirmed: ExperimentResults, searchSeeds: Int
  ) {
    self.plan = plan
    self.search = search
    self.fronts = fronts
    self.confirmed = confirmed
    self.searchSeeds = searchSeeds
  }

  /// The report as text for a terminal of this width.
  public func terminalText(width: Int = 80) -> String {
    func prose(_ sentence: String) -> [String] { wrapped(sentence, width: width, indent: "") }
    var lines = prose(
      "\(plan.name): \(search.taught.count) students of at most \(largest) parameters on \(searchSeeds) seeds, "
        + "\(confirmed.plan.students.count) of them on \(plan.seeds); chosen on the validation part, "
        + (fronts.teacherValidationMacroF1.map {
          "where the teacher has \(score($0)); on the test part it has \(score(confirmed.teacher.macroF1.mean))"
        } ?? "without a teacher, as none could be trained"))
    lines += [""] + prose("\(fronts.treatment): what no smaller student beats")
    lines += table(fronts.taughtFront, fronts.treatment).lines(width: width)
    lines += [""] + prose("\(fronts.control): the same without a teacher")
    lines += table(fronts.untaughtFront, fronts.control).lines(width: width)
    lines += [""] + sentences.flatMap(prose)
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  private var largest: Int { search.taught.map(\.candidate.parameters).max() ?? 0 }

  private func table(_ front: [ScoredStudent], _ objective: String) -> TextTable {
    var table = TextTable(columns: [
      ("student", .left), ("params", .right), ("2q gates", .right), ("validation", .right),
      ("test", .left), ("of teacher", .right),
    ])
    let teacher = confirmed.teacher.macroF1.mean
    table.rows = front.map { point in
      let arm = confirmed.arm(point.candidate.student.name, objective)
      let share = teacher.flatMap { teacher in arm.macroF1.mean.map { $0 / teacher } }
      return [
        point.candidate.student.name, "\(point.candidate.parameters)",
        "\(point.candidate.twoQubitGates)", score(point.validationMacroF1),
        meanAndDeviation(arm.macroF1), share.map { String(format: "%.1f %%", 100 * $0) } ?? "-",
      ]
    }
    return table
  }

  /// What it says, a sentence each.
  var sentences: [String] {
    let wanted = String(format: "%g %%", 100 * fronts.target)
    var sentences: [String] = []
    if let smallest = fronts.smallest {
      let candidate = smallest.candidate
      let arm = confirmed.arms.first {
        $0.student == candidate.student.name && $0.objective == fronts.treatment
      }
      let test =
        arm.map { arm in
          "; on the test part \(meanAndDeviation(arm.macroF1))"
            + (arm.macroF1.mean.flatMap { mean in
              confirmed.teacher.macroF1.mean.map {
                String(format: ", %.1f %% of the teacher", 100 * mean / $0)
              }
            } ?? "")
        } ?? ""
      sentences.append(
        "The smallest student with \(wanted) of the teacher's macro-F1, \(fronts.treatment): \(candidate.student.name), "
          + "\(candidate.parameters) parameters, \(candidate.twoQubitGates) gates on two qubits; on the validation part "
          + "\(score(smallest.validationMacroF1))\(test).")
    } else if fronts.wanted == nil {
      return [
        "No teacher could be trained, so that there is nothing of which a student could reach \(wanted)."
      ]
    } else {
      sentences.append(
        "No student reaches \(wanted) of the teacher's macro-F1 on the validation part, \(fronts.treatment)."
      )
    }
    let beaten = fronts.beatenByNone
    sentences.append(
      beaten.isEmpty
        ? "The front with the teacher lies at or left of the one without: for every student of the latter there is one, \(fronts.treatment), that "
          + "is as good and no larger."
        : "The front with the teacher does not lie left of the one without everywhere: no student, \(fronts.treatment), is as good and no larger than "
          + beaten.map { "\($0.candidate.student.name) (\($0.candidate.parameters))" }
          .joined(separator: ", ")
          + String(format: "; it lacks %.3f at most.", fronts.largestShortfall))
    return sentences
  }

  /// The fronts as a picture: macro-F1 on the validation part against the number of parameters.
  public var picture: (svg: String, csv: String) {
    let figure = self.figure
    return (FigureRenderer(figure).file, figure.table.csv)
  }

  var figure: Figure {
    func places(_ scores: [ScoredStudent]) -> [Place] {
      scores.map { Place(x: Double($0.candidate.parameters), y: $0.validationMacroF1) }
    }
    let (untaught, taught) = (fronts.untaught, fronts.taught)
    let styles = [MarkStyle.objective(0), .objective(1)]
    let wanted = fronts.wanted
    let kinds = [
      (fronts.control, untaught, fronts.untaughtFront, styles[0]),
      (fronts.treatment, taught, fronts.taughtFront, styles[1]),
    ]
    let panel = Panel(
      title: "", summary: sentences.joined(separator: " "),
      x: .logarithmic(
        covering: (untaught + taught).map { Double($0.candidate.parameters) },
        title: "parameters"),
      y: .covering(
        (fronts.untaughtFront + fronts.taughtFront).map(\.validationMacroF1)
          + [wanted].compactMap { $0 },
        title: "macro-F1, validation part", tickCount: 6, within: 0...1),
      marks: [wanted].compactMap { $0.map { .horizontal($0, .reference) } }
        + kinds.flatMap { _, _, front, style -> [Mark] in
          [.line(places(front), style), .points(places(front), style, radius: 4)]
        },
      width: Panel.large, height: 300)
    return Figure(
      name: .front, title: "The smallest students of \(plan.name)",
      caption:
        "Students that no smaller or equally small one beats, by the mean of \(plan.seeds) seeds."
        + (wanted == nil
          ? ""
          : " The horizontal line is what is wanted: "
            + String(format: "%g %%", 100 * fronts.target) + " of the teacher's macro-F1."),
      groups: [[panel]],
      legend: kinds.map { .init(label: $0.0, shape: .point, style: $0.3) },
      table: Figure.Table(
        columns: [
          "objective", "student", "parameters", "quantumParameters", "twoQubitGates",
          "validationMacroF1", "onFront",
        ],
        rows: kinds.flatMap { name, scores, front, _ in
          scores.map { score in
            let candidate = score.candidate
            return [
              name, candidate.student.name, "\(candidate.parameters)",
              "\(candidate.quantumParameters)", "\(candidate.twoQubitGates)",
              "\(score.validationMacroF1)", "\(front.contains(score))",
            ]
          }
        }))
  }
}
