import FileFormats
import Foundation

/// The files of a run folder's runs, all read and none touched.
public struct RunFiles: Sendable {
  /// The whole runs of this version of the package, whatever plan they are of.
  let records: [RunRecord]
  /// Where they are: `<run folder>/runs`.
  let folder: String
  /// What is no whole run, and why: one error a file, in the order of names.
  public let problems: [FileError]
  /// How many runs are there of each other version of the package.
  let otherVersions: [String: Int]

  /// Reads what is in a folder of runs; nothing if it is not there.
  ///
  /// Checkpoints, claims, hidden files, and files that somebody else is writing are passed over.
  ///
  /// - Parameter jobs: how many files are read at a time.
  init(in folder: String, jobs: Int) async throws {
    self.folder = folder
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !Self.isPassedOver($0) }.sorted()
    let pieces = try await concurrentMap(names.pieces(count: 8 * jobs), jobs: jobs) { names in
      var piece = Piece()
      for name in names { piece.read("\(folder)/\(name)", name: name) }
      return piece
    }
    records = pieces.flatMap(\.records)
    problems = pieces.flatMap(\.problems)
    otherVersions = pieces.reduce(into: [:]) { $0.merge($1.otherVersions, uniquingKeysWith: +) }
  }

  private static func isPassedOver(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix(".checkpoint") || OutputFile.isTemporary(name)
      || FileClaim.target(of: name) != nil
  }
}

/// Some of the files, read one after another.
private struct Piece: Sendable {
  var records: [RunRecord] = []
  var problems: [FileError] = []
  var otherVersions: [String: Int] = [:]
  /// What is the same in many runs: it is kept once, and the names of their files are made from it.
  private var known: [RunIdentity: (identity: RunIdentity, names: RunNames)] = [:]
  private let decoder = JSONDecoder()

  /// Reads a file, and puts it where it belongs.
  mutating func read(_ path: String, name: String) {
    do throws(FileError) {
      let bytes: Data
      do throws(FileError) {
        bytes = Data(try FileContents(of: path).bytes)
      } catch {
        throw problem(path, "it cannot be read: \(error.reason)")
      }
      if let record = try record(bytes, path, name: name) { records.append(record) }
    } catch {
      problems.append(error)
    }
  }

  private func problem(_ path: String, _ reason: String) -> FileError {
    FileError(badContentsOf: path, reason: "\(reason); it is left alone")
  }

  /// Enough of a run to know who wrote it.
  private struct Signature: Decodable {
    struct Identity: Decodable {
      let version: String
    }
    let identity: Identity
  }

  /// The run in a file; `nil` if another version wrote it.
  private mutating func record(
    _ bytes: Data, _ path: String, name: String
  ) throws(FileError) -> RunRecord? {
    guard var record = try? decoder.decode(RunRecord.self, from: bytes),
      record.identity.version == Provenance.packageVersion
    else { return try somethingElse(bytes, path) }
    guard let (identity, names) = try? shared(record.identity),
      name
        == "\(names.name(seed: record.identity.seed, dataSHA256: record.identity.dataSHA256)).json"
    else { throw problem(path, "its name is not that of the run in it") }
    record.identity.arm = identity.arm
    return record
  }

  /// What an identity has in common with those of other seeds.
  private mutating func shared(
    _ identity: RunIdentity
  ) throws -> (identity: RunIdentity, names: RunNames) {
    let common = RunIdentity(
      version: identity.version, seed: 0, dataSHA256: "", teacher: identity.teacher,
      teacherSHA256: identity.teacherSHA256, arm: identity.arm)
    if let found = known[common] { return found }
    let found = (
      common,
      try RunNames(
        identity.arm, teacher: identity.teacher, teacherSHA256: identity.teacherSHA256)
    )
    known[common] = found
    return found
  }

  /// Counts the run of another version.
  private mutating func somethingElse(
    _ bytes: Data, _ path: String
  ) throws(FileError) -> RunRecord? {
    guard (try? JSONSerialization.jsonObject(with: bytes)) != nil else {
      throw problem(path, "it is no whole run: torn, or something else")
    }
    guard let version = (try? decoder.decode(Signature.self, from: bytes))?.identity.version else {
      throw problem(path, "it is no run")
    }
    guard version != Provenance.packageVersion else {
      throw problem(path, "it is no run as qdistill \(version) writes them")
    }
    otherVersions[version, default: 0] += 1
    return nil
  }
}
