import Datasets
import Distillation
import FileFormats
import HybridModels
import Tables

extension TeacherPlan {
  /// The networks that are trained, in order.
  func makeNetworks(
    inputCount: Int, classCount: Int, place: String
  ) throws(PlanError) -> [Model] {
    switch self {
    case .network(let plan):
      return [try plan.makeModel(inputCount: inputCount, classCount: classCount, place: place)]
    case .file, .onnx: return []
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
  /// - Parameter onnxRuntime: the library that runs ONNX models; `nil` if it is to be looked for.
  /// - Throws: `PlanError` for what cannot be, `FileError` or `InterchangeError` if a file cannot be read or does not fit
  ///   the data.
  public func load(
    _ plan: DataPlan, _ data: ExperimentData, onnxRuntime: String? = nil
  ) throws -> ReadyTeacher {
    switch self {
    case .network(let network):
      let model = try network.makeModel(
        inputCount: plan.inputCount, classCount: plan.classCount, place: "teacher")
      return .network(model, network.training)
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
    case .ensemble(let members, let mean):
      return .ensemble(
        try members.map { try $0.load(plan, data, onnxRuntime: onnxRuntime) }, mean: mean)
    }
  }
}

extension TeacherFilePlan {
  /// Probabilities in a file are rounded: their sum may differ from 1 by this.
  private static let sumTolerance = 1e-3

  /// The logits of every row of a table, joined by the samples' names, `[rows, classes]`.
  ///
  /// - Throws: `FileError` if a sample is not there, or twice, or there is one that the table has not; if a class has no
  ///   column; if values are no logits or probabilities, or the file is for other data.
  func logits(for table: DataTable) throws(FileError) -> Matrix {
    let hash = table.sha256
    if let dataSHA256, dataSHA256.lowercased() != hash {
      throw FileError(
        badContentsOf: path,
        reason: "it is for data with the SHA-256 \(dataSHA256), but these have \(hash)")
    }
    guard let ids = table.sampleIDs else { preconditionFailure("a table without names") }
    let rows = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
    var reader = try CSVReader(path)
    let idColumn = try column(id, of: reader.header!)
    var columns: [Int] = []
    for name in table.classNames { columns.append(try column(name, of: reader.header!)) }
    var logits = Matrix(rowCount: table.sampleCount, columnCount: table.classCount)
    var isThere = [Bool](repeating: false, count: table.sampleCount)
    while try reader.next() {
      let name = reader.row.text(at: idColumn)
      guard let row = rows[name] else {
        throw reader.error(at: idColumn, "the data have no sample \"\(name)\"")
      }
      guard !isThere[row] else {
        throw reader.error(at: idColumn, "the sample \"\(name)\" is there twice")
      }
      isThere[row] = true
      var sum = 0.0
      for (index, column) in columns.enumerated() {
        guard let value = reader.row.double(at: column), value.isFinite else {
          throw reader.error(at: column, "\"\(reader.row.text(at: column))\" is no finite number")
        }
        if values == .probabilities && !(0...1 + Self.sumTolerance).contains(value) {
          throw reader.error(at: column, "\(value) is no probability")
        }
        sum += value
        logits[row, index] = values == .logits ? value : logarithm(ofProbability: value)
      }
      if values == .probabilities && abs(sum - 1) > Self.sumTolerance {
        throw reader.error(
          at: columns[0], "the probabilities sum to \(sum), not 1; are they logits?")
      }
    }
    if let missing = isThere.firstIndex(of: false) {
      let count = isThere.count { !$0 }
      throw FileError(
        badContentsOf: path,
        reason: "the sample \"\(ids[missing])\" is not in it"
          + (count > 1 ? ", nor are \(count - 1) others" : ""))
    }
    return logits
  }

  private func column(_ name: String, of header: [String]) throws(FileError) -> Int {
    guard let column = header.firstIndex(of: name) else {
      throw FileError(
        badContentsOf: path, at: .line(1),
        reason: "there is no column \"\(name)\"; it needs \"\(id)\" and one for each class")
    }
    guard header.lastIndex(of: name) == column else {
      throw FileError(
        badContentsOf: path, at: .line(1), reason: "there are two columns \"\(name)\"")
    }
    return column
  }
}
