import Arithmetic
import Distillation
import FileFormats
import Foundation

/// A folder of finished runs, one file each: `runs/<hash of the run's identity>.json`.
///
/// Files are written whole or not at all, so that a run folder can be read at any moment, and what was
/// computed before a run was interrupted is there when it is taken up again.
public struct RunStore: Sendable {
  private let folder: String
  /// What was there at first.
  private let firstNames: Set<String>

  /// The store in a run folder, which is made if it is not there.
  ///
  /// - Throws: `FileError` if the folder cannot be made or written to.
  public init(inRunFolder runFolder: String) throws(FileError) {
    folder = "\(runFolder)/runs"
    try OutputFile.makeFolder(folder)
    OutputFile.removeAbandoned(in: folder)
    firstNames = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    removeLeftovers()
  }

  /// Removes what processes left that were killed between two steps: claims that nobody has, and checkpoints of runs that are
  /// done.
  private func removeLeftovers() {
    for name in firstNames {
      if let target = FileClaim.target(of: name) {
        if let claim = try? FileClaim(to: "\(folder)/\(target)", waits: false) { claim.release() }
      } else if name.hasSuffix(".checkpoint"),
        firstNames.contains("\(name.prefix { $0 != "." }).json")
      {
        unlink("\(folder)/\(name)")
      }
    }
  }

  /// The record of this run, if it is there, whole, and one of a model with this many parameters: with the names that are
  /// asked for, whatever the plan that it was computed for had called it.
  func record(of identity: RunIdentity, parameterCount: Int) throws -> RunRecord? {
    guard let contents = FileManager.default.contents(atPath: try path(of: identity)),
      var record = try? JSONDecoder().decode(RunRecord.self, from: contents),
      record.identity.content == identity.content
    else { return nil }
    record.identity = identity
    let isWhole = record.trained.map { $0.parameters.count == parameterCount } ?? true
    return isWhole ? record : nil
  }

  /// Whether a file of this run was there when the store was opened.
  func hadRecord(of identity: RunIdentity) throws -> Bool {
    firstNames.contains("\(try identity.hash()).json")
  }

  /// Keeps a record.
  func save(_ record: RunRecord) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // What a power failure takes of short runs is sooner done again than waited for.
    try OutputFile.write(
      try encoder.encode(record), to: try path(of: record.identity),
      waitsForDisk: record.seconds >= 1)
  }

  /// The right to compute a run, among all who work in the folder; `nil` if somebody else is at it and `waits` is false.
  func claim(_ identity: RunIdentity, waits: Bool) throws -> FileClaim? {
    try FileClaim(to: try path(of: identity), waits: waits)
  }

  /// Where a run that was interrupted had come to.
  func checkpoint(of identity: RunIdentity) throws -> TrainingCheckpoint? {
    guard let contents = FileManager.default.contents(atPath: try checkpointPath(of: identity))
    else { return nil }
    return try? JSONDecoder().decode(TrainingCheckpoint.self, from: contents)
  }

  /// Keeps where a run has come to.
  func save(_ checkpoint: TrainingCheckpoint, of identity: RunIdentity) throws {
    try OutputFile.write(try JSONEncoder().encode(checkpoint), to: checkpointPath(of: identity))
  }

  /// Forgets where a run had come to: it is done.
  func removeCheckpoint(of identity: RunIdentity) throws {
    unlink(try checkpointPath(of: identity))
  }

  /// Another instruction set's last bits are others: a run does not go on with them.
  private func checkpointPath(of identity: RunIdentity) throws -> String {
    "\(folder)/\(try identity.hash()).\(InstructionSet.current.rawValue).checkpoint"
  }

  private func path(of identity: RunIdentity) throws -> String {
    "\(folder)/\(try identity.hash()).json"
  }
}
