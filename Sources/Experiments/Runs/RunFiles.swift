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
  init(in folder: String) {
    self.folder = folder
    var records: [RunRecord] = []
    var problems: [FileError] = []
    var otherVersions: [String: Int] = [:]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where !Self.isPassedOver(name) {
      do throws(FileError) {
        switch try Self.read("\(folder)/\(name)", name: name) {
        case .run(let record): records.append(record)
        case .otherVersion(let version): otherVersions[version, default: 0] += 1
        }
      } catch {
        problems.append(error)
      }
    }
    self.records = records
    self.problems = problems
    self.otherVersions = otherVersions
  }

  private static func isPassedOver(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix(".checkpoint") || OutputFile.isTemporary(name)
      || FileClaim.target(of: name) != nil
  }

  private enum Contents {
    case run(RunRecord)
    case otherVersion(String)
  }

  /// Enough of a run to know who wrote it.
  private struct Signature: Decodable {
    struct Identity: Decodable {
      let version: String
    }
    let identity: Identity
  }

  private static func read(_ path: String, name: String) throws(FileError) -> Contents {
    func problem(_ reason: String) -> FileError {
      FileError(badContentsOf: path, reason: "\(reason); it is left alone")
    }
    let bytes: Data
    do throws(FileError) {
      bytes = Data(try FileContents(of: path).bytes)
    } catch {
      throw problem("it cannot be read: \(error.reason)")
    }
    guard (try? JSONSerialization.jsonObject(with: bytes)) != nil else {
      throw problem("it is no whole run: torn, or something else")
    }
    let decoder = JSONDecoder()
    guard let signature = try? decoder.decode(Signature.self, from: bytes) else {
      throw problem("it is no run")
    }
    let version = signature.identity.version
    guard version == Provenance.packageVersion else { return .otherVersion(version) }
    guard let record = try? decoder.decode(RunRecord.self, from: bytes) else {
      throw problem("it is no run as qdistill \(version) writes them")
    }
    guard let hash = try? record.identity.hash(), name == "\(hash).json" else {
      throw problem("its name is not that of the run in it")
    }
    return .run(record)
  }
}
