import Datasets
import Distillation
import FileFormats

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
    for objective in objectives { try checkTeacher(of: objective) }
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

  /// Makes sure that those who teach for an objective are there, and are trained before.
  private func checkTeacher(of objective: ObjectivePlan) throws(PlanError) {
    let place = "objectives.\(objective.name)"
    if let names = objective.students {
      if objective.name == objectives[0].name {
        throw PlanError(
          "\(place).students",
          "others are compared with the first objective: it is for all students")
      }
      for name in names where !students.contains(where: { $0.name == name }) {
        throw PlanError("\(place).students", "\"\(name)\" is no student")
      }
      if names.isEmpty { throw PlanError("\(place).students", "there are none") }
    }
    func checkStudent(_ name: String, _ key: String) throws(PlanError) {
      guard students.contains(where: { $0.name == name }) else {
        throw PlanError("\(place).teacher.\(key).student", "\"\(name)\" is no student")
      }
      for student in students where student.name == name && objective.isFor(name) {
        throw PlanError(
          "\(place).teacher.\(key).student",
          "\"\(student.name)\" would teach itself: say which students are trained for the objective, "
            + "\(place).students")
      }
    }
    func checkObjective(_ name: String, _ key: String, student: String?) throws(PlanError) {
      let place = "\(place).teacher.\(key).objective"
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
    switch objective.teacher {
    case .plan: return
    case .weakened(let weakening): try checkWeakening(weakening, of: objective)
    case .assistant(let student, let other):
      try checkStudent(student, "assistant")
      try checkObjective(other, "assistant", student: student)
    case .itself(let other, let generations):
      try checkObjective(other, "self", student: nil)
      for student in students where objective.isFor(student.name) {
        try checkObjective(other, "self", student: student.name)
      }
      guard (1...1000).contains(generations) else {
        throw PlanError(
          "\(place).teacher.self.generations", "\(generations); there may be 1 to 1000")
      }
    case .peer(let student):
      try checkStudent(student, "peer")
      if training.optimizer.needsAllSamples {
        throw PlanError(
          "\(place).teacher.peer",
          "students that teach each other take turns step by step: not with lbfgs")
      }
    }
    guard objective.terms.contains(where: { $0.term.needsTeacher }) else {
      throw PlanError("\(place).teacher", "no term of the objective looks at a teacher")
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

extension TeacherPlan {
  /// Makes sure that there can be such a teacher, as far as the plan tells.
  fileprivate func check(place: String, data: DataPlan) throws(PlanError) {
    switch self {
    case .network(let network):
      try network.training.check(place: "\(place).training", data: data)
      do throws(InvalidSetting) {
        try network.term.check()
        try network.term.check(classCount: data.classCount)
      } catch {
        throw PlanError("\(place).\(error.name)", error.problem)
      }
    case .file:
      guard let table = data.table else {
        throw PlanError(
          place, "the samples of \(data.source.rawValue) are drawn anew: no file can know them")
      }
      guard table.hasIDs else {
        throw PlanError(
          place,
          "a teacher's file is joined by the samples' names: say in which column of the data they are, data.id"
        )
      }
    case .model: break
    case .onnx(let plan):
      if let classes = plan.classes, classes.sorted() != data.classNames.sorted() {
        throw PlanError(
          "\(place).classes",
          "they must be the data's, each once: \(data.classNames.joined(separator: ", "))")
      }
    case .ensemble(let members, _):
      guard !members.isEmpty else { throw PlanError("\(place).ensemble", "there is nobody in it") }
      for (index, member) in members.enumerated() {
        try member.check(place: "\(place).ensemble[\(index)]", data: data)
      }
    }
  }
}

extension StudentPlan {
  /// Makes sure that the first layer can take the data's features.
  fileprivate func checkInputs(from data: DataPlan) throws(PlanError) {
    guard case .circuit(let circuit) = layers.first, circuit.embedding == .basis else { return }
    guard data.table == nil else { return }
    throw PlanError(
      "students.\(name)[0]",
      "the features of \(data.source.rawValue) are no bits, which is what the embedding basis takes"
    )
  }
}

extension DataPlan {
  /// Makes sure that there can be such data, as far as the plan tells.
  fileprivate func check() throws(PlanError) {
    switch self {
    case .extendedXOR(let plan): try plan.check()
    case .file(let plan):
      try plan.checkColumns()
      try plan.check()
    case .arrays(let plan):
      try plan.checkArrays()
      try plan.check()
    case .hyperplaneParity(let plan): try plan.check()
    }
  }
}

extension DataFilePlan {
  fileprivate func checkColumns() throws(PlanError) {
    guard parts != nil || path != nil else {
      throw PlanError("data", "where is the table? give path and split, or parts")
    }
    if parts != nil && (path != nil || split != nil) {
      throw PlanError(
        "data.parts", "parts that are given are not divided: leave out path and split")
    }
    try parts?.check { $0 }
    guard parts != nil || split != nil else {
      throw PlanError("data", "how are the rows divided? give split")
    }
    guard csvSeparator != nil else {
      throw PlanError("data.separator", "\"\(separator)\"; it must be one of , ; and a tab")
    }
    if case .columns(let columns) = features, Set(columns).count < columns.count {
      throw PlanError("data.features", "one stands there twice")
    }
  }
}

extension DataArraysPlan {
  fileprivate func checkArrays() throws(PlanError) {
    guard let parts else {
      guard features != nil, labels != nil, split != nil else {
        throw PlanError(
          "data", "where are the samples? give features, labels and split, or parts")
      }
      return
    }
    guard features == nil, labels == nil, ids == nil, split == nil else {
      throw PlanError(
        "data.parts",
        "parts that are given are not divided: leave out features, labels, ids and split")
    }
    try parts.check { [$0.archive ?? archive, $0.features] }
    guard parts.labelledPlaces.allSatisfy({ $0.labels != nil }) else {
      throw PlanError("data.parts", "where are the labels? only a transfer part may be without")
    }
    let namedCount = parts.places.count { $0.ids != nil }
    guard namedCount == 0 || namedCount == parts.places.count else {
      throw PlanError("data.parts", "some have ids and some have none; give them for all or none")
    }
  }
}

extension ExtendedXORPlan {
  /// Makes sure that all parts can be drawn.
  fileprivate func check() throws(PlanError) {
    let generator = try makeGenerator()
    try perBlob.check(place: "data.perBlob") { size throws(DatasetError) in
      try generator.check(perBlob: size)
    }
  }
}

extension TrainingSettings {
  /// More epochs or steps than anyone can wait for.
  private static let lengthLimit = 1_000_000_000

  /// Makes sure that a model can be trained so.
  fileprivate func check(place: String, data: DataPlan) throws(PlanError) {
    let (key, count) =
      switch length {
      case .epochs(let count): ("epochs", count)
      case .steps(let count): ("steps", count)
      }
    guard (0...Self.lengthLimit).contains(count) else {
      throw PlanError("\(place).\(key)", "\(count); there may be 0 to \(Self.lengthLimit)")
    }
    guard batch >= 1 else {
      throw PlanError(place, "batches of \(batch) samples; at least 1 is needed")
    }
    do throws(InvalidSetting) {
      try optimizer.check()
    } catch {
      throw PlanError("\(place).optimizer", "\(error)")
    }
    if let clip, !(clip > 0 && clip.isFinite) {
      throw PlanError("\(place).clip", "\(clip); it must be above 0")
    }
    if let patience = earlyStopping?.patience, patience < 1 {
      throw PlanError("\(place).earlyStopping.patience", "\(patience) epochs; at least 1 is needed")
    }
    guard validationInterval >= 1 else {
      throw PlanError(
        "\(place).validateEvery", "\(validationInterval) epochs; at least 1 is needed")
    }
    guard data.hasValidation || !needsValidation else {
      throw PlanError(
        place,
        "the best epoch is chosen on the validation part, which has no samples: give it some, or leave out select "
          + "and earlyStopping")
    }
  }
}
