import Datasets
import Distillation
import FileFormats

// What must hold of a plan before anything is computed. Shapes are checked where models are made.

extension ExperimentPlan {
  /// More seeds than anyone can use; their records would still fit in memory.
  public static let seedLimit = 1_000_000

  /// Makes sure that the plan can be run, shapes aside.
  func check() throws(PlanError) {
    // The run folder is called so, unless another one is given.
    guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 100 else {
      throw PlanError("name", "\"\(name)\"; it must be a name for a folder")
    }
    guard (1...Self.seedLimit).contains(seeds) else {
      throw PlanError("seeds", "\(seeds); there must be 1 to \(Self.seedLimit)")
    }
    guard (0...Int.max - seeds).contains(firstSeed) else {
      throw PlanError(
        "firstSeed", "\(firstSeed); it must be 0 to \(Int.max - seeds) for \(seeds) seeds")
    }
    try checkNames(students.map(\.name), in: "students")
    try checkNames(objectives.map(\.name), in: "objectives")
    guard students.contains(where: { $0.name == subject }) else {
      throw PlanError("subject", "\"\(subject)\" is no student")
    }
    try data.check()
    for student in students { try student.checkInputs(from: data) }
    try teacher.check(place: "teacher", data: data)
    try training.check(place: "training")
  }

  private func checkNames(_ names: [String], in place: String) throws(PlanError) {
    if names.isEmpty { throw PlanError(place, "there are none") }
    if names.contains("") { throw PlanError(place, "one has no name") }
    // Names become folders' names, and steps of paths.
    for name in names where name.contains(where: { "/.[]=".contains($0) || $0.isNewline }) {
      throw PlanError(place, "the name \"\(name)\" has one of the characters / . [ ] =")
    }
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
    case .network(let network): try network.training.check(place: "\(place).training")
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
      if let classes = plan.classes, Set(classes) != Set(data.classNames) {
        throw PlanError(
          "\(place).classes",
          "they must be the data's: \(data.classNames.joined(separator: ", "))")
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
    let namedCount = parts.places.count { $0.ids != nil }
    guard namedCount == 0 || namedCount == parts.places.count else {
      throw PlanError("data.parts", "some have ids and some have none; give them for all or none")
    }
  }
}

extension ExtendedXORPlan {
  /// Makes sure that all four parts can be drawn.
  fileprivate func check() throws(PlanError) {
    let generator = try makeGenerator()
    for part in DataPart.allCases {
      do throws(DatasetError) {
        try generator.check(perBlob: perBlob[part])
      } catch {
        throw PlanError("data.perBlob.\(part.rawValue)", "\(error)")
      }
    }
  }
}

extension TrainingSettings {
  /// Makes sure that a model can be trained so.
  fileprivate func check(place: String) throws(PlanError) {
    guard epochs >= 0 else { throw PlanError(place, "\(epochs) epochs") }
    guard batch >= 1 else {
      throw PlanError(place, "batches of \(batch) samples; at least 1 is needed")
    }
    let numbers =
      switch optimizer {
      case .adam(let rate): [rate]
      case .sgd(let rate, let momentum): [rate, momentum]
      }
    guard numbers.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
      throw PlanError(place, "\(optimizer); its numbers must be from 0 upwards")
    }
  }
}
