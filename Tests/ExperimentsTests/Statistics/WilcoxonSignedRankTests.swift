import TestSupport
import Testing

@testable import Experiments

/// Made by `Scripts/golden/scipy_wilcoxon.py`.
private struct WilcoxonFile: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let treatment, control: [Double]
    let p: Double?
    var testDescription: String { name }
  }
  let cases: [Case]
  static func load() throws -> WilcoxonFile {
    try golden("wilcoxon", as: WilcoxonFile.self, in: .module)
  }
}

@Suite struct WilcoxonSignedRankTests {
  @Test(.tags(.golden), arguments: try WilcoxonFile.load().cases)
  private func wilcoxonsPIsSciPys(golden: WilcoxonFile.Case) throws {
    let p = try #require(
      wilcoxonSignedRankP(zip(golden.treatment, golden.control).map { $0 - $1 }))
    // Where SciPy has none, all differences are zero.
    let expected = golden.p ?? 1
    // Exact ones are whole numbers of 2^-n; of approximate ones the error function's last bits differ.
    #expect(abs(p / expected - 1) < 1e-10, "\(p), not \(expected)")
  }

  @Test func wilcoxonsPOfNothing() {
    #expect(wilcoxonSignedRankP([]) == nil)
    #expect(wilcoxonSignedRankP([0]) == 1)
  }
}
