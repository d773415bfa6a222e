extension RunSurvey {
  /// Adds what became of the tasks to which runs were given that are not there.
  ///
  /// - Parameters:
  ///   - submissions: in their order.
  ///   - queue: what Slurm says; without it all tasks may still be waiting.
  /// - Returns: what could not be told, a line each.
  mutating func add(
    _ submissions: [(folder: String, submission: SlurmSubmission)], _ queue: SlurmQueue?
  ) -> [String] {
    var remarks: [String] = []
    for (folder, submission) in submissions {
      for array in submission.arrays {
        do {
          add(try RunShare.all(array.stage, inSubmission: folder)) { task in
            guard let queue else { return .waiting }
            return array.job.flatMap { queue[$0, task] } == nil ? .lost : .waiting
          }
        } catch {
          remarks.append("\(error)")
        }
      }
    }
    return remarks
  }

  /// A run that waits in one task is not lost, whatever became of another one.
  private mutating func add(_ shares: [RunShare], _ state: (_ task: Int) -> RunState) {
    for (task, share) in shares.enumerated() {
      guard let stage = stages.firstIndex(where: { $0.stage == share.stage }) else { continue }
      let state = state(task)
      for number in share.numbers(below: stages[stage].states.count) {
        switch stages[stage].states[number] {
        case .done, .failed, .running, .waiting: break
        case .lost, .untouched: stages[stage].states[number] = state
        }
      }
    }
  }
}
