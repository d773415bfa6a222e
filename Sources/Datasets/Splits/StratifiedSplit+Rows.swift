import RandomStreams

extension StratifiedSplit {
  /// The rows of a table's parts, drawn with the seed's stream `split`.
  ///
  /// - Throws: `DatasetError` if a class has too few rows.
  public func rows(of table: DataTable, seed: UInt64) throws(DatasetError) -> SplitRows {
    var stream = RandomStream(seed: seed, name: "split")
    return try rows(labels: table.labels, classNames: table.classNames, from: &stream)
  }

  /// The rows of all parts, each part in the original order.
  ///
  /// Each class is shuffled and cut: test, validation, teacher, student, transfer, in this order, so that
  /// more rows for a student never come from the test. A part's count of a class is its share, rounded
  /// down or up by largest remainders; what rounding took from a part in one class counts for it in the
  /// next, so that parts also have their shares of the whole table. A part of a positive share that would
  /// be left without a class (the transfer set excepted) takes one row of it from the part that is most
  /// above its share.
  ///
  /// Allocates three indices a row. Takes time in proportion to the rows, and to sort them.
  ///
  /// - Parameters:
  ///   - labels: an index of `classNames` for each row, or `nil`.
  ///   - classNames: the classes, for messages.
  ///   - stream: where the order comes from.
  /// - Throws: `DatasetError` if a class has fewer rows than there are parts.
  public func rows(
    labels: [Int?], classNames: [String], from stream: inout RandomStream
  ) throws(DatasetError) -> SplitRows {
    var members = [[Int]](repeating: [], count: classNames.count)
    var rows = SplitRows()
    for (row, label) in labels.enumerated() {
      if let label { members[label].append(row) } else { rows.transfer.append(row) }
    }
    let needy = [
      ("test", test), ("validation", validation), ("teacher", teacher), ("student", studentShare),
    ].filter { $0.1 > 0 }.map(\.0)
    for (name, rows) in zip(classNames, members) where rows.count < needy.count {
      throw .classTooSmall(name, rowCount: rows.count, parts: needy)
    }

    var whole = Apportionment(
      shares: [test, validation, teacher, studentShare, transferShare], needyCount: 4)
    var teachers = Apportionment(shares: [studentFraction], needyCount: 1)
    for index in members.indices {
      stream.shuffle(&members[index])
      var rest = members[index][...]
      let counts = whole.counts(of: rest.count)
      rows.test += rest.take(counts[0])
      rows.validation += rest.take(counts[1])
      var ofTeacher = rest.take(counts[2])
      rows.teacher += ofTeacher
      rows.student += rest.take(counts[3])
      rows.transfer += rest.take(counts[4])
      rows.student += ofTeacher.take(teachers.counts(of: ofTeacher.count)[0])
      if transfer == .restOfTeacher { rows.transfer += ofTeacher }
    }
    rows.sort()
    return rows
  }

  /// How much of the teacher's rows the student gets.
  private var studentFraction: Double {
    if case .ofTeacher(let fraction) = student { fraction } else { 0 }
  }
}

extension ArraySlice {
  /// Takes the first elements away.
  fileprivate mutating func take(_ count: Int) -> Self {
    defer { removeFirst(count) }
    return prefix(count)
  }
}
