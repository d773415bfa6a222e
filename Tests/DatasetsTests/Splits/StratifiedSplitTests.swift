import Tables
import RandomStreams
import TestSupport
import Testing

@testable import Datasets

/// So many labels of each class and so many rows without, mixed.
private func labels(_ sizes: [Int], unlabelled: Int = 0) -> [Int?] {
  var labels = sizes.enumerated().flatMap { [Int?](repeating: $0, count: $1) }
  labels += [Int?](repeating: nil, count: unlabelled)
  var stream = RandomStream(seed: 0, name: "labels")
  return stream.permutation(of: labels.count).map { labels[$0] }
}

private func names(_ count: Int) -> [String] { (0..<count).map { "c\($0)" } }

private func rows(
  _ split: StratifiedSplit, _ labels: [Int?], classes: Int, seed: UInt64 = 1
) throws -> SplitRows {
  var stream = RandomStream(seed: seed, name: "split")
  return try split.rows(labels: labels, classNames: names(classes), from: &stream)
}

private func counts(_ rows: [Int], _ labels: [Int?], classes: Int) -> [Int] {
  rows.reduce(into: [Int](repeating: 0, count: classes)) { $0[labels[$1]!] += 1 }
}

@Suite struct StratifiedSplitTests {
  @Test func sharesThatDivideAreMetExactly() throws {
    let labels = labels([40, 20, 100], unlabelled: 9)
    let split = try StratifiedSplit(
      teacher: 0.5, student: .share(0.1), validation: 0.05, test: 0.25, transfer: .share(0.1))
    let rows = try rows(split, labels, classes: 3)
    #expect(counts(rows.teacher, labels, classes: 3) == [20, 10, 50])
    #expect(counts(rows.student, labels, classes: 3) == [4, 2, 10])
    #expect(counts(rows.validation, labels, classes: 3) == [2, 1, 5])
    #expect(counts(rows.test, labels, classes: 3) == [10, 5, 25])
    #expect(rows.transfer.count == 4 + 2 + 10 + 9)
    #expect(labels.indices.allSatisfy { labels[$0] != nil || rows.transfer.contains($0) })
    let all = rows.teacher + rows.student + rows.validation + rows.test + rows.transfer
    #expect(all.sorted() == Array(labels.indices))
  }

  /// The parts of a table whose classes have any size are disjoint and in order, and each count is its
  /// quota rounded down or up.
  @Test(.tags(.property), arguments: 0..<20)
  func countsAreQuotasRounded(seed: UInt64) throws {
    var stream = RandomStream(seed: seed, name: "sizes")
    let classes = 2 + stream.index(below: 30)
    let sizes = (0..<classes).map { _ in 12 + stream.index(below: 40) }
    let labels = labels(sizes, unlabelled: 5)
    let shares = (0..<4).map { _ in 0.1 + stream.uniform(in: 0..<0.15) }
    let split = try StratifiedSplit(
      teacher: shares[0], student: .share(shares[1]), validation: shares[2], test: shares[3])
    let rows = try rows(split, labels, classes: classes, seed: seed)
    let parts = [rows.teacher, rows.student, rows.validation, rows.test]
    for (part, share) in zip(parts, shares) {
      #expect(zip(part, part.dropFirst()).allSatisfy { $0 < $1 })
      for (count, size) in zip(counts(part, labels, classes: classes), sizes) {
        #expect(abs(Double(count) - share * Double(size)) < 1 && count > 0, "seed \(seed)")
      }
      // Rounding does not add up over the classes.
      let quota = share * Double(sizes.reduce(0, +))
      #expect(abs(Double(part.count) - quota) < 2, "seed \(seed)")
    }
    let taken = parts.joined() + rows.transfer
    #expect(Set(taken).count == taken.count)
    #expect(rows.transfer.count == 5)
  }

  @Test func manySmallClassesDoNotShiftTheParts() throws {
    // 3 rows a class, 1.65 of them for the teacher: always rounding up would give it two thirds.
    let labels = labels([Int](repeating: 3, count: 100))
    let split = try StratifiedSplit(
      teacher: 0.55, student: .ofTeacher(1), validation: 0, test: 0.45)
    let rows = try rows(split, labels, classes: 100)
    #expect(rows.teacher.count == 165 && rows.test.count == 135)
  }

  @Test func everyPartGetsARowOfTheSmallestClassThatCanGiveOne() throws {
    let labels = labels([4, 400])
    let split = try StratifiedSplit(
      teacher: 0.9, student: .share(0.02), validation: 0.03, test: 0.05)
    let rows = try rows(split, labels, classes: 2)
    for part in [rows.teacher, rows.student, rows.validation, rows.test] {
      #expect(part.count { labels[$0] == 0 } == 1)
    }
    let error = #expect(throws: DatasetError.self) {
      try split.rows(
        of: DataTable(
          features: Matrix(rowCount: 7, columnCount: 1),
          labels: ["rare", "a", "a", "a", "rare", "a", "rare"]), seed: 0)
    }
    #expect(
      error?.description == "class \"rare\" has 3 labelled rows, too few for one in each of test, "
        + "validation, teacher, student; add rows or leave the class or a part out")
  }

  @Test func theStudentMayHaveTheTeachersRowsAndTheRestAsTransferSet() throws {
    let labels = labels([50, 100], unlabelled: 3)
    let split = try StratifiedSplit(
      teacher: 0.6, student: .ofTeacher(0.2), validation: 0.15, test: 0.25,
      transfer: .restOfTeacher)
    let rows = try rows(split, labels, classes: 2)
    #expect(counts(rows.student, labels, classes: 2) == [6, 12])
    #expect(Set(rows.student).isSubset(of: rows.teacher))
    let labelledTransfer = rows.transfer.filter { labels[$0] != nil }
    #expect((labelledTransfer + rows.student).sorted() == rows.teacher)
    #expect(rows.transfer.count == labelledTransfer.count + 3)
    #expect(rows.training == rows.teacher)
    #expect(Set(rows.validation + rows.test).isDisjoint(with: rows.teacher))

    let same = try StratifiedSplit(teacher: 0.6, student: .ofTeacher(1), validation: 0, test: 0.4)
    let sameRows = try self.rowsOf(same, labels)
    #expect(sameRows.student == sameRows.teacher && sameRows.validation.isEmpty)
  }

  @Test func moreRowsForTheStudentLeaveTheTestAndItsOwnAlone() throws {
    let labels = labels([100, 100])
    func rows(_ share: Double) throws -> SplitRows {
      try rowsOf(
        StratifiedSplit(teacher: 0.5, student: .share(share), validation: 0.1, test: 0.2), labels)
    }
    let (few, many) = (try rows(0.05), try rows(0.2))
    #expect(few.test == many.test && few.teacher == many.teacher)
    #expect(few.validation == many.validation && Set(few.student).isSubset(of: many.student))
  }

  private func rowsOf(_ split: StratifiedSplit, _ labels: [Int?]) throws -> SplitRows {
    try rows(split, labels, classes: 2)
  }

  @Test func theSeedDecides() throws {
    let table = try DataTable(
      features: Matrix(rowCount: 40, columnCount: 1, elements: (0..<40).map(Double.init)),
      labels: (0..<40).map { $0 % 2 == 0 ? "even" : "odd" })
    let split = try StratifiedSplit(
      teacher: 0.4, student: .share(0.1), validation: 0.25, test: 0.25)
    let first = try split.rows(of: table, seed: 3)
    #expect(first == (try split.rows(of: table, seed: 3)))
    #expect(first != (try split.rows(of: table, seed: 4)))
    let parts = table.parts(first)
    #expect(parts.student.features.elements == first.student.map(Double.init))
    #expect(parts.test.labels == first.test.map { $0 % 2 })
  }

  /// Each row of a class is as likely to be in the test as another.
  @Test(.tags(.property)) func rowsAreDrawnUniformly() throws {
    let labels: [Int?] = (0..<16).map { $0 % 2 }
    let split = try StratifiedSplit(teacher: 0.5, student: .ofTeacher(1), validation: 0, test: 0.25)
    var drawn = [Int](repeating: 0, count: 16)
    for seed in 0..<2000 {
      for row in try rows(split, labels, classes: 2, seed: UInt64(seed)).test { drawn[row] += 1 }
    }
    // 2,000 draws of 1 in 4: a standard deviation of 19.4, five of them.
    #expect(drawn.allSatisfy { abs($0 - 500) < 97 })
  }

  @Test(
    arguments: [
      (
        -0.1, .share(0.1), 0.1, 0.1, .share(0),
        "the teacher share is -0.1; it must be a number from 0 to 1"
      ),
      (
        0.5, .share(.nan), 0.1, 0.1, .share(0),
        "the student share is nan; it must be a number from 0 to 1"
      ),
      (
        0.5, .share(0), 0.1, 0.1, .share(0),
        "the student share is 0.0; it must be above 0: it learns from these rows"
      ),
      (
        0.5, .share(0.1), 0.1, 0, .share(0),
        "the test share is 0.0; it must be above 0: results are measured there"
      ),
      (
        0.5, .share(0.25), 0.25, 0.25, .share(0),
        "the sum of all shares is 1.25; it must be at most 1"
      ),
      (
        0, .ofTeacher(0.5), 0.25, 0.25, .share(0),
        "the teacher share is 0.0; it must be above 0: the student gets some of it"
      ),
      (
        0.5, .ofTeacher(1.5), 0.25, 0.25, .share(0),
        "the student's fraction of the teacher's rows is 1.5; it must be above 0 and at most 1"
      ),
      (
        0.5, .ofTeacher(1), 0.25, 0.25, .restOfTeacher,
        "the student's fraction of the teacher's rows is 1.0; it must be below 1 if the rest of them is the transfer set"
      ),
    ]
      as [(
        Double, StratifiedSplit.StudentRows, Double, Double, StratifiedSplit.TransferRows, String
      )])
  func impossibleSharesAreRefused(
    teacher: Double, student: StratifiedSplit.StudentRows, validation: Double, test: Double,
    transfer: StratifiedSplit.TransferRows, message: String
  ) {
    let error = #expect(throws: DatasetError.self) {
      try StratifiedSplit(
        teacher: teacher, student: student, validation: validation, test: test, transfer: transfer)
    }
    #expect(error?.description == message)
  }

  @Test func sharesOfOneUpToRoundingLeaveNothingOver() throws {
    let labels = labels([30, 30])
    let split = try StratifiedSplit(teacher: 0.7, student: .share(0.1), validation: 0.1, test: 0.1)
    let rows = try rowsOf(split, labels)
    #expect(rows.teacher.count + rows.student.count + rows.validation.count + rows.test.count == 60)
  }
}
