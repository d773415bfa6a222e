import FileFormats
import Foundation

/// The files of a run folder, by the names of runs. Those of finished runs are read, each once, and decoded only where it takes that.
struct RunFilesByName: Sendable {
  private let folder: String
  private let names: Set<String>
  /// The runs that were kept half-way.
  private let interrupted: Set<String>

  init(inRunFolder runFolder: String) {
    folder = "\(runFolder)/runs"
    names = Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    interrupted = Set(
      names.filter { $0.hasSuffix(".checkpoint") }.map { String($0.prefix { $0 != "." }) })
  }

  /// What the files of a run show.
  ///
  /// - Parameter robustness: what the run should have been looked at under, if anything.
  func state(of run: String, robustness: RobustnessPlan?) -> RunState {
    let name = "\(run).json"
    if names.contains(name), let state = recordedState(of: run, robustness: robustness) {
      return state
    }
    if names.contains(FileClaim.name(for: name)) {
      if let isHeld = FileClaim.isHeld(to: "\(folder)/\(name)") { return isHeld ? .running : .lost }
      // Since the folder was listed it was finished, or given up.
      if let state = recordedState(of: run, robustness: robustness) { return state }
    }
    return interrupted.contains(run) ? .lost : .untouched
  }

  /// What the record of a run says; `nil` if it is not there, not whole, or lacks what the run should have been looked at under.
  private func recordedState(of run: String, robustness: RobustnessPlan?) -> RunState? {
    guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(run).json"),
      Self.isWhole(bytes)
    else { return nil }
    if Self.isFailure(bytes) { return .failed }
    guard let robustness else { return .done }
    return Self.record(from: bytes)?.robustness?.plan == robustness ? .done : nil
  }

  /// The run itself; `nil` if it is not there or not whole.
  func record(_ run: String) -> RunRecord? {
    FileManager.default.contents(atPath: "\(folder)/\(run).json").flatMap(Self.record)
  }

  private static func record(from bytes: Data) -> RunRecord? {
    try? JSONDecoder().decode(RunRecord.self, from: bytes)
  }

  private static func isWhole(_ record: Data) -> Bool {
    record.starts(with: Data(#"{"identity":"#.utf8)) && record.last == UInt8(ascii: "}")
  }

  /// Whether a record is of a training that failed. No text in it can hold this: its quotation marks would have backslashes.
  private static func isFailure(_ record: Data) -> Bool {
    record.range(of: Data(#""outcome":{"failed""#.utf8)) != nil
  }
}
