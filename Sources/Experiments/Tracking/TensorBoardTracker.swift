import FileFormats
import Foundation
import Interchange

/// Writes an event file for each run: `<folder>/<student>/<objective>/seed-<n>/events.out.tfevents…`, so that TensorBoard shows a
/// run for each folder.
///
/// A file's name is made of its run's hash, and it is whole or not there: what is there is not written again. Where a folder has
/// another run already, of a plan that has changed since, the new one gets a folder beside it.
public struct TensorBoardTracker: RunTracker {
  /// `TensorBoard`
  public let name = "TensorBoard"
  /// Where the files go.
  public var place: String { "in \(folder)" }
  private let folder: String

  /// A tracker that writes into a folder, which is made if it is not there.
  ///
  /// - Throws: `FileError` if it cannot be written to.
  public init(folder: String) throws(FileError) {
    self.folder = folder
    try OutputFile.makeFolder(folder)
  }

  /// Writes a run's file.
  public func add(_ run: TrackedRun) throws(FileError) {
    let name = "events.out.tfevents.0.qdistill.\(run.hash)"
    let plain =
      folder + "/" + (run.path + (run.isCandidate ? ["tuning"] : [])).joined(separator: "/")
    let apart = run.isCandidate ? "\(plain)/\(run.shortHash)" : "\(plain)-\(run.shortHash)"
    for folder in [plain, apart]
    where FileManager.default.fileExists(atPath: "\(folder)/\(name)") { return }
    let target = run.isCandidate || Self.holdsEvents(plain) ? apart : plain
    try OutputFile.makeFolder(target)
    // TensorBoard reads whatever looks like an event file: it must not while it is being written.
    let hidden = "\(target)/.\(getpid()).\(run.shortHash)"
    try OutputFile.write(Data(run.events(endingAt: Date.now.timeIntervalSince1970)), to: hidden)
    guard rename(hidden, "\(target)/\(name)") == 0 else {
      throw FileError(.write, "\(target)/\(name)", reason: String(cString: strerror(errno)))
    }
  }

  private static func holdsEvents(_ folder: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.contains { $0.contains("tfevents") }
  }
}

extension TrackedRun {
  /// The bytes of the run's event file.
  ///
  /// - Parameter end: when it ended, in seconds since 1970.
  func events(endingAt end: Double) -> [UInt8] {
    let start = end - seconds
    var events = TensorBoardEvents(time: start)
    let rows = parameters.map { "| \($0.name) | \($0.value.tableCell) |\n" }.joined()
    events.append(
      text: "| parameter | value |\n|---|---|\n" + rows, tag: "parameters", step: 0, time: start)
    for curve in curves {
      for (step, value) in zip(curve.steps, curve.values) {
        events.append(value, tag: curve.name, step: step, time: start + seconds * share(step))
      }
    }
    for score in scores {
      events.append(score.value, tag: score.name, step: lastStep, time: end)
    }
    if let failure { events.append(text: failure, tag: "failure", step: lastStep, time: end) }
    return events.bytes
  }

  /// Which share of the training was over at a step.
  func share(_ step: Int) -> Double { lastStep == 0 ? 1 : Double(step) / Double(lastStep) }
}

extension String {
  /// The text in a cell of a table in Markdown, not endless: a circuit may be a whole program.
  fileprivate var tableCell: String {
    let cell = prefix(200).map { $0.isNewline ? " " : $0 == "|" ? "\\|" : String($0) }.joined()
    return count > 200 ? cell + "..." : cell
  }
}
