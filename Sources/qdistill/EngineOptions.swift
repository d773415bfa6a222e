import ArgumentParser
import Experiments
import Foundation

/// Where runs are computed.
enum EngineName: String, ExpressibleByArgument, CaseIterable {
  case local, slurm
}

/// Where runs are computed, and what a cluster is asked for.
struct EngineOptions: ParsableArguments {
  @Option(
    help: "Where runs are computed: here, or on a cluster by its Slurm, which this only submits to."
  )
  var engine = EngineName.local

  @Option(
    parsing: .unconditional,
    help: "Here: how many processes share the work, of --jobs runs at a time each.")
  var workers = 1

  @Flag(help: "Slurm: print the scripts; write and submit nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Slurm: the partition.", valueName: "name"))
  var partition: String?

  @Option(help: ArgumentHelp("Slurm: the account.", valueName: "name"))
  var account: String?

  @Option(
    help: ArgumentHelp("Slurm: how long a task may take, such as 1:30:00.", valueName: "time"))
  var time: String?

  @Option(
    help: ArgumentHelp("Slurm: how much memory a task may take, such as 2G.", valueName: "size"))
  var memory: String?

  @Option(
    parsing: .unconditional,
    help: "Slurm: how many cores a task has; as many runs go on at a time. (default: 1)")
  var cpus: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Slurm: how many tasks go on at a time. (default: all)", valueName: "n"))
  var maxTasks: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Slurm: how long a task takes at least, by estimate. (default: \(SlurmSettings.usualTaskMinutes))",
      valueName: "minutes"))
  var taskMinutes: Double?

  func validate() throws {
    if workers < 1 { throw ValidationError("--workers \(workers): at least 1 is needed") }
    let isAsked: [(String, Bool)] = [
      ("--dry-run", dryRun), ("--partition", partition != nil), ("--account", account != nil),
      ("--time", time != nil), ("--memory", memory != nil), ("--cpus", cpus != nil),
      ("--max-tasks", maxTasks != nil), ("--task-minutes", taskMinutes != nil),
    ]
    if engine == .local, let name = isAsked.first(where: \.1)?.0 {
      throw ValidationError("\(name) is for a cluster: add --engine slurm, or leave it out")
    }
    if engine == .slurm, workers > 1 {
      throw ValidationError("--workers is for this machine: on a cluster say --cpus")
    }
  }

  /// What a plan asks a cluster for, and what was asked for here.
  func settings(of plan: ExperimentPlan) throws -> SlurmSettings {
    var settings = plan.slurm ?? SlurmSettings()
    settings.partition = partition ?? settings.partition
    settings.account = account ?? settings.account
    settings.time = time ?? settings.time
    settings.memory = memory ?? settings.memory
    settings.cpus = cpus ?? settings.cpus
    settings.maxTasks = maxTasks ?? settings.maxTasks
    settings.taskMinutes = taskMinutes ?? settings.taskMinutes
    do throws(PlanError) { try settings.check(place: "slurm") } catch {
      throw ValidationError("\(error.place): \(error.problem)")
    }
    return settings
  }
}
