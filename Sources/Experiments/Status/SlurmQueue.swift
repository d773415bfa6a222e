import Interchange

/// What Slurm says of jobs that are not over yet.
struct SlurmQueue: Sendable {
  /// How far a task is.
  enum State: Sendable, Hashable {
    case pending, running
  }

  private let states: [String: State]

  /// Asks Slurm.
  ///
  /// - Parameter jobs: the numbers of jobs; those that Slurm has forgotten are over.
  /// - Throws: `InterchangeError` if Slurm is not there, or does not answer.
  init(jobs: [String]) throws(InterchangeError) {
    guard !jobs.isEmpty else {
      states = [:]
      return
    }
    guard let squeue = ExternalProgram(named: "squeue") else {
      throw InterchangeError(
        "squeue",
        "it is not on the path: what waits and what is lost can only be told where Slurm is",
        isOfMissingProgram: true)
    }
    var states: [String: State] = [:]
    // One by one: of several, one that is forgotten may hide the others.
    for job in jobs {
      let outcome = try squeue.run(["--noheader", "--array", "--format=%i|%T", "--jobs=\(job)"])
      if outcome.status != 0 {
        if outcome.errors.contains("Invalid job id") { continue }
        throw InterchangeError(
          "squeue", outcome.errors.split(separator: "\n").joined(separator: "; "))
      }
      states.merge(Self.states(in: outcome.output)) { $1 }
    }
    self.states = states
  }

  init(states: [String: State]) {
    self.states = states
  }

  /// The states in lines such as `12_3|RUNNING`.
  static func states(in text: String) -> [String: State] {
    var states: [String: State] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "|").map { $0.filter { !$0.isWhitespace } }
      guard parts.count == 2 else { continue }
      switch parts[1] {
      case "RUNNING", "COMPLETING", "SUSPENDED", "STAGE_OUT": states[parts[0]] = .running
      case "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD",
        "SPECIAL_EXIT":
        states[parts[0]] = .pending
      default: break
      }
    }
    return states
  }

  /// How far a job is; `nil` if it is over.
  subscript(job: String) -> State? { states[job] }

  /// How far a task of an array is; `nil` if it is over.
  subscript(job: String, task: Int) -> State? { states["\(job)_\(task)"] }
}
