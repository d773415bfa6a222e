import Datasets
import Distillation
import FileFormats
import HybridModels
import Tables

extension ExperimentPlan {
  /// The data, and who teaches.
  ///
  /// - Parameter onnxRuntime: the library that runs ONNX models; `nil` if it is to be looked for.
  /// - Throws: `PlanError` for what cannot be, `FileError` or `InterchangeError` if a file cannot be read or does not fit.
  public func load(
    onnxRuntime: String? = nil
  ) throws -> (data: ExperimentData, teacher: ReadyTeacher) {
    let data = try data.load()
    return (data, try loadTeacher(of: data, onnxRuntime: onnxRuntime))
  }

  /// Who teaches, with data that are loaded.
  ///
  /// - Throws: as ``load(onnxRuntime:)``.
  public func loadTeacher(
    of data: ExperimentData, onnxRuntime: String? = nil
  ) throws -> ReadyTeacher {
    try teacher.load(self.data, data, onnxRuntime: onnxRuntime)
  }
}

extension TeacherPlan {
  /// The networks that are trained, in order.
  func makeNetworks(
    inputCount: Int, classCount: Int, place: String
  ) throws(PlanError) -> [Model] {
    switch self {
    case .network(let plan):
      return [try plan.makeModel(inputCount: inputCount, classCount: classCount, place: place)]
    case .file, .onnx, .model: return []
    case .ensemble(let members, _):
      var models: [Model] = []
      for (index, member) in members.enumerated() {
        models += try member.makeNetworks(
          inputCount: inputCount, classCount: classCount, place: "\(place).ensemble[\(index)]")
      }
      return models
    }
  }

  /// Makes the teacher ready: reads its files.
  ///
  /// - Parameters:
  ///   - plan: what is learnt: features and classes that the teacher must fit.
  ///   - data: the same data, loaded. Of a table, teachers that are not trained here are asked for all rows at once.
  ///   - onnxRuntime: the library that runs ONNX models; `nil` if it is to be looked for.
  /// - Throws: `PlanError` for what cannot be, `FileError` or `InterchangeError` if a file cannot be read or does not fit
  ///   the data.
  public func load(
    _ plan: DataPlan, _ data: ExperimentData, onnxRuntime: String? = nil
  ) throws -> ReadyTeacher {
    switch self {
    case .network(let network):
      let model = try network.makeModel(
        inputCount: plan.inputCount, classCount: plan.classCount, place: "teacher")
      return .network(model, network)
    case .file(let file):
      guard case .table(let table, _, _) = data else {
        preconditionFailure("a teacher in a file for data that are drawn")
      }
      return .table(try file.logits(for: table))
    case .onnx(let model):
      // It sees the file's features as they are: what it wants done to them is part of the model.
      let classifier = try ONNXTeacher(model, plan, runtime: onnxRuntime)
      guard case .table(let table, _, _) = data else { return .onnx(classifier) }
      return .table(try classifier.logits(for: table.features))
    case .model(let folder):
      let student = try SavedTeacher(folder, plan)
      guard case .table(let table, _, _) = data else { return .saved(student, table: nil) }
      // Before anything is trained: can it take all samples?
      _ = try student.logits(for: table.features)
      return .saved(student, table: table.features)
    case .ensemble(let members, let mean):
      return .ensemble(
        try members.map { try $0.load(plan, data, onnxRuntime: onnxRuntime) }, mean: mean)
    }
  }
}
