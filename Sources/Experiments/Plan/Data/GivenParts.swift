/// Parts that somebody else has divided: where each one is. All seeds have the same then. The teacher and the student may
/// have the same one.
public struct GivenParts<Place: Sendable & Hashable & Codable>: Sendable, Hashable, Codable {
  /// What the teacher and the student are trained on.
  public var teacher, student: Place
  /// What students learn from the teacher on, if there is such a part: labels in it are not looked at. It may be the
  /// teacher's.
  public var transfer: Place?
  /// What choices are made on, if there is such a part.
  public var validation: Place?
  /// What results are measured on.
  public var test: Place

  /// These parts.
  public init(
    teacher: Place, student: Place, transfer: Place? = nil, validation: Place? = nil, test: Place
  ) {
    self.teacher = teacher
    self.student = student
    self.transfer = transfer
    self.validation = validation
    self.test = test
  }

  /// All that are there.
  var places: [Place] { [teacher, student] + [transfer, validation, test].compactMap { $0 } }

  /// Those whose samples have labels.
  var labelledPlaces: [Place] { [teacher, student] + [validation, test].compactMap { $0 } }

  /// Makes sure that nothing is chosen or measured on what was learnt from.
  ///
  /// - Parameter samples: what two parts may not share.
  func check(_ samples: (Place) -> some Hashable) throws(PlanError) {
    let training = Set(([teacher, student] + [transfer].compactMap { $0 }).map { samples($0) })
    let others = [validation, test].compactMap { $0 }.map { samples($0) }
    guard Set(others).count == others.count, training.isDisjoint(with: others) else {
      throw PlanError("data.parts", "validation and test need files of their own")
    }
    if let transfer, AnyHashable(samples(transfer)) == AnyHashable(samples(student)) {
      throw PlanError(
        "data.parts.transfer", "the student has the labels of these samples: leave it out")
    }
  }
}
