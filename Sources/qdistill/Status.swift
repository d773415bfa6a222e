import ArgumentParser
import Experiments
import FileFormats
import Foundation
import Reports

/// `qdistill status`: how far a run folder is.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say how far a run folder is: runs done, running, failed, lost. Trains nothing.",
    usage: "qdistill status <dir> [--json]",
    discussion: """
      Runs are done or failed if their files say so, running if a process holds them, waiting if they are in a \
      task that Slurm has not ended, lost if their task or their process is gone, and untouched otherwise. \
      The same command that began the experiment does what is lost or untouched.

      Examples:
        qdistill status qdistill-runs/extended-xor
        watch -n 10 qdistill status qdistill-runs/extended-xor
        qdistill status qdistill-runs/extended-xor --json | python3 -m json.tool
      """)

  @Argument(help: ArgumentHelp("The run folder.", valueName: "dir"))
  var folder: String

  @OptionGroup var onnxRuntime: ONNXRuntimeOption

  @Flag(help: "JSON on standard output.")
  var json = false

  func validate() throws {
    if folder.isEmpty { throw ValidationError("the run folder needs a name, not \"\"") }
  }

  func run() async throws {
    let status = try await FolderStatus(
      try RunFolder(folder), onnxRuntime: onnxRuntime.path,
      jobs: ProcessInfo.processInfo.activeProcessorCount)
    try StandardStreams.writeOutput(
      json
        ? try status.json()
        : status.terminalText(width: StandardStreams.outputWidth))
  }
}
