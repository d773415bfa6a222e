import Datasets
import Distillation
import HybridModels
import Interchange
import NeuralNetworks
import RandomStreams
import Tables

/// A plan's teacher made ready: networks to be trained for each seed, and what files say of the data's rows.
public indirect enum ReadyTeacher: Sendable {
  /// A network that is trained for each seed.
  case network(Model, NetworkTeacherPlan)
  /// The logits of every row of the data's table, `[rows, classes]`.
  case table(Matrix)
  /// A model that is asked for each seed's samples.
  case onnx(ONNXTeacher)
  /// Likewise; with the features of the data's table as they are in the file, if the samples come from one.
  case saved(SavedTeacher, table: Matrix?)
  /// Several of them.
  case ensemble([ReadyTeacher], mean: TeacherPlan.Mean)

  /// How many parameters are trained for each seed.
  var parameterCount: Int {
    switch self {
    case .network(let model, _): model.parameterCount
    case .table, .onnx, .saved: 0
    case .ensemble(let members, _): members.reduce(0) { $0 + $1.parameterCount }
    }
  }

  /// Trains the networks for a seed.
  ///
  /// - Parameter name: what the teacher's random streams are called; those of an ensemble's members are numbered.
  /// - Returns: all networks' parameters, one after another, `[parameterCount]`, and the last one's losses and learning curve.
  func train(
    on samples: Dataset, validation: Dataset, seed: UInt64, threadCount: Int,
    name: String = "teacher"
  ) throws(TrainingFailure) -> TrainedParameters {
    switch self {
    case .network(let model, let plan):
      var initial = RandomStream(seed: seed, name: "\(name)/init")
      let trainer = Trainer(
        model, objective: Objective([plan.term]), settings: plan.training, threadCount: threadCount)
      return try trainer.train(
        on: TrainingSet(samples), validation: validation,
        from: model.initialParameters(from: &initial),
        batches: RandomStream(seed: seed, name: "\(name)/batches"))
    case .table, .onnx, .saved: return TrainedParameters(parameters: [], losses: [])
    case .ensemble(let members, _):
      var parameters: [Double] = []
      var last = TrainedParameters(parameters: [], losses: [])
      for (index, member) in members.enumerated() {
        let trained = try member.train(
          on: samples, validation: validation, seed: seed, threadCount: threadCount,
          name: "\(name)/\(index)")
        parameters += trained.parameters
        last = trained.losses.isEmpty ? last : trained
      }
      return TrainedParameters(parameters: parameters, losses: last.losses, curve: last.curve)
    }
  }

  /// The teacher's logits for some samples, `[samples, classes]`: the soft targets at any temperature. Computed once for
  /// a data set, not once a step.
  ///
  /// - Parameters:
  ///   - features: `[samples, features]`
  ///   - rows: which rows of the data's table they are, if they come from one.
  ///   - parameters: what ``train(on:validation:seed:threadCount:name:)`` gave.
  /// - Throws: `TrainingFailure` if a model cannot take a sample.
  func logits(
    for features: Matrix, rows: [Int]?, parameters: ArraySlice<Double>
  ) throws(TrainingFailure) -> Matrix {
    switch self {
    case .network(let model, _):
      return model.logits(for: features, parameters: Array(parameters))
    case .table(let logits):
      guard let rows else { preconditionFailure("samples of no table for a teacher in a file") }
      return logits.selecting(rows: rows)
    case .onnx(let model):
      do throws(InterchangeError) {
        return try model.logits(for: features)
      } catch {
        throw .sample("\(error)")
      }
    case .saved(let student, let table):
      return try student.logits(for: Self.own(features, rows, in: table))
    case .ensemble(let members, let mean):
      var start = parameters.startIndex
      var logits: [Matrix] = []
      for member in members {
        let own = parameters[start..<start + member.parameterCount]
        start = own.endIndex
        logits.append(try member.logits(for: features, rows: rows, parameters: own))
      }
      return mean.combined(logits)
    }
  }
}

extension ReadyTeacher {
  /// What else the teacher knows of some samples, `[samples, numbers]`.
  ///
  /// - Parameters: as those of ``logits(for:rows:parameters:)``.
  /// - Throws: `TrainingFailure` if a model cannot take a sample.
  /// - Precondition: ``check(_:name:)``.
  func features(
    _ choice: FeatureChoice, for features: Matrix, rows: [Int]?, parameters: ArraySlice<Double>
  ) throws(TrainingFailure) -> Matrix {
    if choice == .logits {
      return try logits(for: features, rows: rows, parameters: parameters)
    }
    switch self {
    case .network(let model, _):
      return Teacher(model, parameters: Array(parameters)).features(choice, for: features)
    case .saved(let student, let table):
      return try student.features(choice, for: Self.own(features, rows, in: table))
    case .table, .onnx, .ensemble: preconditionFailure("a teacher without features")
    }
  }

  /// Makes sure that the teacher has the numbers that an objective looks at.
  ///
  /// - Parameter name: what the setting is called.
  func check(_ choice: FeatureChoice, name: String) throws(InvalidSetting) {
    guard choice != .logits else { return }
    switch self {
    case .network(let model, _): _ = try model.layerIndex(of: choice, name: name)
    case .saved(let teacher, _): _ = try teacher.student.model.layerIndex(of: choice, name: name)
    case .table, .onnx, .ensemble:
      throw InvalidSetting(
        name, "nothing is known of this teacher but its logits: say \(name): logits")
    }
  }

  /// Samples as a saved student knows them: rows of the file, if they come from one.
  private static func own(_ features: Matrix, _ rows: [Int]?, in table: Matrix?) -> Matrix {
    guard let table, let rows else { return features }
    return table.selecting(rows: rows)
  }
}

extension TeacherPlan.Mean {
  /// The mean of logits, or the logarithms of the mean of probabilities: of matrices `[samples, classes]`.
  func combined(_ logits: [Matrix]) -> Matrix {
    var result = Matrix(rowCount: logits[0].rowCount, columnCount: logits[0].columnCount)
    for row in 0..<result.rowCount {
      var sums = [Double](repeating: 0, count: result.columnCount)
      for member in logits {
        let values = self == .logits ? Array(member[row: row]) : softmax(member[row: row])
        for (column, value) in values.enumerated() { sums[column] += value }
      }
      for (column, sum) in sums.enumerated() {
        let mean = sum / Double(logits.count)
        result[row, column] = self == .logits ? mean : logarithm(ofProbability: mean)
      }
    }
    return result
  }
}
