import Distillation

extension TeacherPlan {
  /// Makes sure that there can be such a teacher, as far as the plan tells.
  func check(place: String, data: DataPlan) throws(PlanError) {
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
