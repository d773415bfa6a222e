import Tables
import Testing

@testable import Datasets

@Suite struct DataPartsTests {
  @Test func thePartsAreDisjointAndDoNotDependOnEachOther() throws {
    let generator = try ExtendedXOR()
    func parts(studentSize: Int) throws -> DataParts {
      DataParts(
        teacher: try generator.sample(.teacher, perBlob: 3, seed: 5),
        student: try generator.sample(.student, perBlob: studentSize, seed: 5),
        transfer: try generator.sample(.transfer, perBlob: 3, seed: 5).features,
        validation: try generator.sample(.validation, perBlob: 3, seed: 5),
        test: try generator.sample(.test, perBlob: 3, seed: 5))
    }
    let first = try parts(studentSize: 2)
    let second = try parts(studentSize: 4)
    #expect(first.teacher == second.teacher && first.test == second.test)
    let rows = DataPart.allCases.map(first.features(of:)).flatMap { features in
      (0..<features.rowCount).map { Array(features[row: $0]) }
    }
    #expect(rows.count == 16 * (3 + 2 + 3 + 3 + 3))
    #expect(Set(rows).count == rows.count)
  }

  @Test func anotherSeedGivesOtherSamples() throws {
    let generator = try ExtendedXOR()
    let first = try generator.sample(.test, perBlob: 1, seed: 0)
    #expect(first == (try generator.sample(.test, perBlob: 1, seed: 0)))
    #expect(first != (try generator.sample(.test, perBlob: 1, seed: 1)))
  }
}
