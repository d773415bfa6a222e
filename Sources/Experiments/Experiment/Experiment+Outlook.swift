import Datasets
import Distillation
import HybridModels
import NeuralNetworks

/// What an experiment will be, before anything is computed.
public struct ExperimentOutlook: Sendable {
  /// What the experiment is called.
  public let name: String
  /// How many features and classes the data have.
  public let inputCount, classCount: Int
  /// How many samples the first seed's parts have; `nil` if the data are not there.
  public let partSizes: [DataPart: Int]?
  /// The networks that are trained to teach.
  public let teachers: [ModelOutlook]
  /// The students, in the plan's order.
  public let students: [ModelOutlook]
  /// How many pairs of a student and an objective there are.
  public let armCount: Int
  /// How many seeds there are.
  public let seedCount: Int

  /// How many training runs each of them has for what is tuned.
  public let tuningBudget: Int
  /// About how long all runs take, in seconds of one core; `nil` if the data are not there.
  public let seconds: Double?

  /// How many training runs there are, teachers included.
  public var runCount: Int { seedCount * (1 + armCount) + tuningBudget * armCount }
}

/// What a model will be.
public struct ModelOutlook: Sendable {
  /// What the model is called.
  public let name: String
  /// The numbers between its layers, activations aside: features first, classes last.
  public let widths: [Int]
  /// How many parameters there are, how many are angles of circuits, and how many training changes.
  public let parameters, quantumParameters, trainedParameters: Int
  /// About how long a run on all its samples takes, in seconds of one core; `nil` if the data are not there.
  public let seconds: Double?

  fileprivate init(
    _ name: String, _ model: Model, _ training: TrainingSettings, sampleCount: Int?
  ) {
    self.name = name
    widths =
      [model.inputCount]
      + model.plannedLayers.map { model.layers[$0].outputCount }
    parameters = model.parameterCount
    quantumParameters = model.quantumParameterCount
    trainedParameters = model.trainedParameterCount
    seconds = sampleCount.map { training.seconds(of: model, sampleCount: $0) }
  }
}

extension TrainingSettings {
  /// About how long a model's training on so many samples takes, on one core.
  fileprivate func seconds(of model: Model, sampleCount: Int) -> Double {
    let steps = epochs(sampleCount: sampleCount) * stepsPerEpoch(sampleCount: sampleCount)
    let work = model.layers.reduce(0.0) { $0 + Double($1.workPerSample) }
    return Double(steps)
      * (Self.stepOverhead + Double(min(batch, sampleCount)) * work / Self.workPerSecond)
  }

  // Measured on one core of a Zen 4; another one may differ by a factor of two or three.
  private static let stepOverhead = 2e-6
  private static let workPerSecond = 5e10
}

extension Experiment {
  /// What the experiment will be.
  ///
  /// - Parameter data: the plan's data, if they are there.
  public func outlook(_ data: ExperimentData?) throws -> ExperimentOutlook {
    let budget = try tuningCandidates()?.budget ?? 0
    let sizes = try data?.partSizes(seed: plan.seedValues[0])
    let teachers = zip(teacherNetworks, plan.teacher.networks).map { model, network in
      ModelOutlook("teacher", model, network.training, sampleCount: sizes?[.teacher])
    }
    let students = students.map {
      ModelOutlook(
        $0.name, $0.model, plan.training, sampleCount: sizes.map { $0[.student]! + $0[.transfer]! })
    }
    return ExperimentOutlook(
      name: plan.name, inputCount: inputCount, classCount: classCount, partSizes: sizes,
      teachers: teachers, students: students, armCount: arms.count,
      seedCount: plan.seeds, tuningBudget: budget,
      seconds: sizes.map { self.seconds($0, tuningBudget: budget) })
  }
}

extension Experiment {
  /// About how long all runs take, in seconds of one core.
  private func seconds(_ sizes: [DataPart: Int], tuningBudget: Int) -> Double {
    let students: [Double] = runArms.map { seconds(of: $0, sizes) }
    // The first seeds of a tuning's chosen candidates are those of the results.
    return Double(plan.seeds) * seconds(of: nil, sizes)
      + Double(plan.seeds + tuningBudget) * students.reduce(0, +)
  }

  /// About how long a run takes, in seconds of one core: an arm's, or the teacher's.
  ///
  /// - Parameter sizes: how many samples the parts have.
  func seconds(of arm: RunIdentity.Arm?, _ sizes: [DataPart: Int]) -> Double {
    guard let arm else {
      let seconds = zip(teacherNetworks, plan.teacher.networks).map { model, network in
        network.training.seconds(of: model, sampleCount: sizes[.teacher]!)
      }
      return seconds.reduce(0, +)
    }
    // Without a teacher there is nothing to learn from samples without labels.
    let needsTeacher = arm.objective.terms.contains { $0.term.needsTeacher }
    let count = sizes[.student]! + (needsTeacher ? sizes[.transfer]! : 0)
    func seconds(_ model: Model) -> Double {
      arm.training.seconds(of: model, sampleCount: count)
    }
    let own = seconds(trainedModel(of: arm))
    return switch arm.objective.teacher {
    case .plan, .weakened, .assistant: own
    case .itself(_, let generations): Double(generations) * own
    case .peer: own + seconds(trainedPeer(of: arm)!)
    }
  }
}

extension TeacherPlan {
  /// The networks that are trained, in order.
  fileprivate var networks: [NetworkTeacherPlan] {
    switch self {
    case .network(let network): [network]
    case .file, .onnx, .model: []
    case .ensemble(let members, _): members.flatMap(\.networks)
    }
  }
}
