import Experiments
import FileFormats
import Foundation

extension CompressionReport {
  /// The fronts as a picture and as a table, and the smallest student; names within the run folder.
  private static let (pictureName, tableName, studentName) = (
    "front.svg", "front.csv", "student.yaml"
  )

  /// Makes sure, before anything is computed, that the files can be written into a run folder.
  ///
  /// - Throws: `FileError`
  public static func checkWritable(inRunFolder folder: String) throws(FileError) {
    for name in [pictureName, tableName, studentName] {
      try OutputFile.checkWritable("\(folder)/\(name)")
    }
  }

  /// Writes the fronts into a run folder, and the smallest student's layers, as a plan has them, if there is one. A student that an
  /// easier target left there is removed: it would be taken for this one's.
  ///
  /// - Returns: what was written where, for a terminal.
  /// - Throws: `FileError` if something cannot be written.
  public func write(inRunFolder folder: String) throws -> String {
    let picture = self.picture
    try OutputFile.write(picture.svg, to: "\(folder)/\(Self.pictureName)")
    try OutputFile.write(picture.csv, to: "\(folder)/\(Self.tableName)")
    let written = "fronts:  \(folder)/\(Self.pictureName)\n         \(folder)/\(Self.tableName)\n"
    let path = "\(folder)/\(Self.studentName)"
    guard let student = fronts.smallest?.candidate.student else {
      do {
        if FileManager.default.fileExists(atPath: path) {
          try FileManager.default.removeItem(atPath: path)
        }
      } catch {
        throw FileError(
          .write, path, reason: "a student that is not this search's cannot be removed")
      }
      return written
    }
    try OutputFile.write(try student.yaml(), to: path)
    return written + "student: \(path)\n"
  }
}
