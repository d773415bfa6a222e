import Crypto
import Foundation

/// The names of an arm's files, one for each seed: what is the same in all of their identities is encoded once.
struct RunNames: Sendable {
  /// The identity's canonical JSON before and after what belongs to the seed.
  private let start, end: [UInt8]

  /// The names of the runs of an arm; of the teacher's without one.
  init(_ arm: RunIdentity.Arm?, teacher: TeacherPlan, teacherSHA256: String?) throws {
    let identity = RunIdentity(
      seed: 0, dataSHA256: "", teacher: teacher, teacherSHA256: teacherSHA256, arm: arm)
    let encoded = try identity.canonicalJSON()
    // No text can hold this: its quotation marks would have backslashes.
    let place = encoded.range(of: Data(Self.part(seed: 0, dataSHA256: "").utf8))!
    start = Array(encoded[..<place.lowerBound])
    end = Array(encoded[place.upperBound...])
  }

  private static func part(seed: UInt64, dataSHA256: String) -> String {
    "\"dataSHA256\":\"\(dataSHA256)\",\"seed\":\(seed),"
  }

  /// What the file of a run is called, without an ending: ``RunIdentity/hash()``.
  func name(seed: UInt64, dataSHA256: String) -> String {
    var hash = SHA256()
    hash.update(data: start)
    hash.update(data: Array(Self.part(seed: seed, dataSHA256: dataSHA256).utf8))
    hash.update(data: end)
    return hash.finalize().hexadecimal
  }
}
