/// The scripts that Slurm is given: of an array of tasks, and of the job that builds the report.
struct SlurmScripts {
  let settings: SlurmSettings
  /// What the experiment is called.
  let name: String
  /// Where the run folder is, and the submission in it; full paths.
  let runFolder, folder: String
  /// The command `qdistill`, a full path.
  let executable: String
  /// What else a task is told, and what else the report is.
  let taskArguments, reportArguments: [String]

  /// An array of so many tasks.
  func array(_ stage: RunStage, taskCount: Int) -> String {
    let limit = settings.maxTasks.map { "%\($0)" } ?? ""
    return script(
      // A task whose node dies, or that makes room for another, begins again: what it has finished is not computed anew.
      [
        "--job-name=\(option("qdistill \(name)"))", "--array=0-\(taskCount - 1)\(limit)",
        "--cpus-per-task=\(settings.cpus)", "--requeue", "--open-mode=append",
        "--output=\(log("\(stage.rawValue)-%a.log"))",
      ] + memory,
      command:
        "work \(quoted(folder)) --stage \(stage.rawValue) --task \"$SLURM_ARRAY_TASK_ID\" --jobs \(settings.cpus)"
        + words(taskArguments))
  }

  /// The report, of whatever is there by then.
  var report: String {
    script(
      [
        "--job-name=\(option("qdistill \(name) report"))", "--cpus-per-task=\(settings.cpus)",
        "--requeue", "--output=\(log("report.log"))",
      ] + memory, command: "report \(quoted(runFolder))" + words(reportArguments))
  }

  private var memory: [String] { settings.memory.map { ["--mem=\($0)"] } ?? [] }

  private func script(_ options: [String], command: String) -> String {
    let wishes = [
      settings.partition.map { "--partition=\($0)" }, settings.account.map { "--account=\($0)" },
      settings.time.map { "--time=\($0)" },
    ].compactMap { $0 }
    let lines =
      ["#!/bin/sh"] + (options + wishes + settings.options).map { "#SBATCH \($0)" }
      + settings.setup + ["exec \(quoted(executable)) \(command)"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// In a path of an output file a per cent sign has a meaning.
  private func log(_ name: String) -> String {
    option("\(folder.replacing("%", with: "%%"))/\(name)")
  }

  /// A text in an option that stands in a script's comment.
  private func option(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// More words of a shell's command.
  private func words(_ arguments: [String]) -> String {
    arguments.map { " \(quoted($0))" }.joined()
  }

  /// A word of a shell's command.
  private func quoted(_ word: String) -> String {
    "'\(word.replacing("'", with: "'\\''"))'"
  }
}
