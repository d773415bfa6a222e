import Distillation

// What must hold of a plan before anything is computed. Shapes are checked where models are made.

extension ExperimentPlan {
  /// More seeds than anyone can use; their records would still fit in memory.
  public static let seedLimit = 1_000_000

  /// File systems take 255 bytes, of which endings need some.
  private static let nameLimit = 100

  /// Makes sure that the plan can be run, shapes aside.
  func check() throws(PlanError) {
    // The run folder is called so, unless another one is given.
    try checkFolderName(name, place: "name")
    guard (1...Self.seedLimit).contains(seeds) else {
      throw PlanError("seeds", "\(seeds); there must be 1 to \(Self.seedLimit)")
    }
    try checkNames(students.map(\.name), in: "students")
    try checkNames(objectives.map(\.name), in: "objectives")
    guard students.contains(where: { $0.name == subject }) else {
      throw PlanError("subject", "\"\(subject)\" is no student")
    }
    for objective in objectives {
      try checkStudents(of: objective)
      try checkTeacher(of: objective)
    }
    try data.check()
    for student in students { try student.checkInputs(from: data) }
    try teacher.check(place: "teacher", data: data)
    try training.check(place: "training", data: data)
    try execution.check(place: "training")
    for objective in objectives {
      try objective.execution?.check(place: "objectives.\(objective.name).circuits")
    }
    try robustness?.check(place: "robustness")
    try slurm?.check(place: "slurm")
    try checkTuning()
    // An arm without settings of its own has all the runs of a tuning.
    let mostSeeds = max(seeds, (tuning?.seeds ?? 0) * Self.pointLimit)
    guard (0...Int.max - mostSeeds).contains(firstSeed) else {
      throw PlanError(
        "firstSeed", "\(firstSeed); it must be 0 to \(Int.max - mostSeeds) for \(mostSeeds) seeds")
    }
  }

  /// Makes sure that those whom an objective is for are there.
  private func checkStudents(of objective: ObjectivePlan) throws(PlanError) {
    guard let names = objective.students else { return }
    let place = "objectives.\(objective.name).students"
    if objective.name == objectives[0].name {
      throw PlanError(
        place, "others are compared with the first objective: it is for all students")
    }
    for name in names where !students.contains(where: { $0.name == name }) {
      throw PlanError(place, "\"\(name)\" is no student")
    }
    if names.isEmpty { throw PlanError(place, "there are none") }
  }

  /// Makes sure that those who teach for an objective are there, and are trained before.
  private func checkTeacher(of objective: ObjectivePlan) throws(PlanError) {
    let place = "objectives.\(objective.name).teacher"
    switch objective.teacher {
    case .plan: return
    case .weakened(let weakening): try checkWeakening(weakening, of: objective)
    case .assistant(let student, let other):
      try checkTeachingStudent(student, of: objective, place: "\(place).assistant.student")
      try checkEarlier(other, than: objective, student: student, place: "\(place).assistant")
    case .itself(let other, let generations):
      try checkEarlier(other, than: objective, student: nil, place: "\(place).self")
      for student in students where objective.isFor(student.name) {
        try checkEarlier(other, than: objective, student: student.name, place: "\(place).self")
      }
      guard (1...1000).contains(generations) else {
        throw PlanError("\(place).self.generations", "\(generations); there may be 1 to 1000")
      }
    case .peer(let student):
      try checkTeachingStudent(student, of: objective, place: "\(place).peer.student")
      if training.optimizer.needsAllSamples {
        throw PlanError(
          "\(place).peer",
          "students that teach each other take turns step by step: not with lbfgs")
      }
    }
    guard objective.terms.contains(where: { $0.term.needsTeacher }) else {
      throw PlanError(place, "no term of the objective looks at a teacher")
    }
  }

  /// Makes sure that a student who teaches is there, and teaches others.
  private func checkTeachingStudent(
    _ name: String, of objective: ObjectivePlan, place: String
  ) throws(PlanError) {
    guard students.contains(where: { $0.name == name }) else {
      throw PlanError(place, "\"\(name)\" is no student")
    }
    if objective.isFor(name) {
      throw PlanError(
        place,
        "\"\(name)\" would teach itself: say which students are trained for the objective, "
          + "objectives.\(objective.name).students")
    }
  }

  /// Makes sure that an objective stands before another one, and that a student is trained for it.
  private func checkEarlier(
    _ name: String, than objective: ObjectivePlan, student: String?, place: String
  ) throws(PlanError) {
    let place = "\(place).objective"
    guard let index = objectives.firstIndex(where: { $0.name == name }) else {
      throw PlanError(place, "\"\(name)\" is no objective")
    }
    guard index < objectives.firstIndex(where: { $0.name == objective.name })! else {
      throw PlanError(place, "\"\(name)\" must stand before this one: who teaches learns first")
    }
    if let student, !objectives[index].isFor(student) {
      throw PlanError(place, "\"\(student)\" is not trained for \"\(name)\"")
    }
  }

  /// Makes sure that of what the teacher says something can be kept from a student.
  private func checkWeakening(
    _ weakening: ObjectiveTeacher.Weakening, of objective: ObjectivePlan
  ) throws(PlanError) {
    let place = "objectives.\(objective.name)"
    guard objective.terms.allSatisfy({ $0.term.teacherFeatures.allSatisfy { $0 == .logits } })
    else {
      throw PlanError(
        "\(place).teacher",
        "\(weakening.rawValue) is what a teacher's logits can be, not what it finds inside")
    }
    guard weakening == .smoothedLabels else { return }
    guard objective.smoothingTemperature != nil else {
      throw PlanError(
        "\(place).teacher",
        "smoothed-labels needs a term with a temperature that does not change")
    }
  }

  /// Makes sure that a folder can be called so, and that a name is one line wherever it stands: in a script for a cluster, too.
  private func checkFolderName(_ name: String, place: String) throws(PlanError) {
    let lines: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"),
      name.utf8.count <= Self.nameLimit,
      !name.unicodeScalars.contains(where: { lines.contains($0.properties.generalCategory) })
    else {
      let shown = name.count > Self.nameLimit ? "\(name.prefix(Self.nameLimit))..." : name
      throw PlanError(
        place,
        "\(shown.debugDescription); it must be a name for a folder, of one line and at most \(Self.nameLimit) bytes"
      )
    }
  }

  private func checkNames(_ names: [String], in place: String) throws(PlanError) {
    if names.isEmpty { throw PlanError(place, "there are none") }
    if names.contains("") { throw PlanError(place, "one has no name") }
    // Names become steps of paths, and folders' names.
    for name in names where name.contains(where: { "/.[]=".contains($0) }) {
      throw PlanError(
        place, "the name \(name.debugDescription) has one of the characters / . [ ] =")
    }
    for name in names { try checkFolderName(name, place: place) }
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      throw PlanError(place, "there are two called \"\(name)\"")
    }
  }
}
