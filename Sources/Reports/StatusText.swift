import Experiments

extension FolderStatus {
  /// The status as JSON.
  public func json() throws -> String { try prettyJSON(self) }

  /// How many unfinished arms are shown.
  private static let armLimit = 40
  /// How many failed runs are shown.
  private static let shownFailures = 5

  /// The status for people: how many runs are how far, which arms are not finished, what failed, what Slurm has.
  public func terminalText(width: Int = 80) -> String {
    func prose(_ sentence: String) -> [String] { wrapped(sentence, width: width, indent: "") }
    var lines = prose("\(plan): \(inWords)")
    for remark in remarks { lines += prose("note: \(remark)") }
    let unfinished = arms.filter { $0.runs[.done] < $0.runs.total }
    if !unfinished.isEmpty {
      let states = RunState.allCases.filter { runs[$0] > 0 }
      var table = TextTable(
        columns: [("", .left)] + states.map { ($0.rawValue, .right) } + [("of", .right)])
      table.rows = unfinished.prefix(Self.armLimit).map { arm in
        [arm.name] + states.map { "\(arm.runs[$0])" } + ["\(arm.runs.total)"]
      }
      lines += [""] + table.lines(width: width)
      let more = unfinished.count - Self.armLimit
      if more > 0 { lines.append("and \(more) others that are not finished") }
    }
    if !failures.isEmpty {
      lines.append("")
      for failure in failures.prefix(Self.shownFailures) {
        let name = [failure.student ?? "teacher", failure.objective].compactMap { $0 }
        lines += prose(
          "failed: \(name.joined(separator: " ")), seed \(failure.seed): \(failure.reason)")
      }
      let more = runs[.failed] - Self.shownFailures
      if more > 0 { lines.append("and \(more) others that failed") }
    }
    if !submissions.isEmpty { lines.append("") }
    for submission in submissions { lines += prose(submission.inWords) }
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  /// Such as `512 of 540 runs done, 2 failed, 26 waiting`.
  private var inWords: String {
    let others = RunState.allCases.filter { $0 != .done && runs[$0] > 0 }
      .map { "\(runs[$0]) \($0.rawValue)" }
    return (["\(runs[.done]) of \(runs.total) runs done"] + others).joined(separator: ", ")
  }
}

extension FolderStatus.Arm {
  fileprivate var name: String {
    let names = [student ?? "teacher", objective].compactMap { $0 }
    return (stage == .tuning ? "tuning: " : "") + names.joined(separator: " ")
  }
}

extension FolderStatus.Submission {
  /// Such as `slurm/1: tasks, job 12: 3 waiting, 2 running, 7 over`.
  fileprivate var inWords: String {
    let place = folder.split(separator: "/").suffix(2).joined(separator: "/")
    guard let job else { return "\(place): \(what) was never submitted" }
    let states = [(pending, "waiting"), (running, "running"), (over, "over")].filter { $0.0 > 0 }
    return "\(place): \(what), job \(job): "
      + states.map { stage == nil ? $0.1 : "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private var what: String {
    switch stage {
    case .tuning: "tasks of the tuning"
    case .final: "tasks"
    case nil: "report"
    }
  }
}
