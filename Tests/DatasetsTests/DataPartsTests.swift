import Tables
import Testing

@testable import Datasets

@Suite struct DataPartsTests {
  @Test func theFourPartsAreDisjointAndDoNotDependOnEachOther() throws {
    let generator = try ExtendedXOR()
    func parts(studentSize: Int) throws -> DataParts {
      try DataParts { part in
        try generator.sample(part, perBlob: part == .student ? studentSize : 3, seed: 5)
      }
    }
    let first = try parts(studentSize: 2)
    let second = try parts(studentSize: 4)
    #expect(first.teacher == second.teacher && first.test == second.test)
    let rows = [first.teacher, first.student, first.validation, first.test].flatMap { part in
      (0..<part.sampleCount).map { Array(part.features[row: $0]) }
    }
    #expect(rows.count == 16 * (3 + 2 + 3 + 3))
    #expect(Set(rows).count == rows.count)
  }

  @Test func anotherSeedGivesOtherSamples() throws {
    let generator = try ExtendedXOR()
    let first = try generator.sample(.test, perBlob: 1, seed: 0)
    #expect(first == (try generator.sample(.test, perBlob: 1, seed: 0)))
    #expect(first != (try generator.sample(.test, perBlob: 1, seed: 1)))
  }
}
