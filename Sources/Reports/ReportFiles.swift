import Experiments
import Foundation

extension ExperimentResults {
  /// What a report's files are called.
  public static let reportFileNames = ["results.json", "results.csv", "report.md", "report.tex"]

  /// The files of a report, by the names of ``reportFileNames`` and in their order.
  public func reportFiles() throws -> [(name: String, contents: Data)] {
    let texts = [csv, markdown, latex].map { Data($0.utf8) }
    return Array(zip(Self.reportFileNames, [try json()] + texts))
  }
}
