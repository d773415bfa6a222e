import Datasets
import Distillation
import Experiments
import QuantumSimulation
import NeuralNetworks

// Parts of a plan in words.

extension SplitPlan {
  /// The shares, such as `65 % of them for the teacher, ...`.
  var inWords: String {
    func share(_ value: Double) -> String { percent(value) }
    let student =
      switch self.student {
      case .share(let value): "\(share(value)) for the students"
      case .ofTeacher(let value):
        "of the teacher's rows \(share(value)) with labels for the students"
      }
    let transfer: String? =
      switch self.transfer {
      case .share(0): nil
      case .share(let value): "\(share(value)) without labels for the students"
      case .restOfTeacher: "the rest of the teacher's rows without labels for the students"
      }
    let parts = [
      "\(share(teacher)) for the teacher", student, transfer,
      validation > 0 ? "\(share(validation)) for validation" : nil, "\(share(test)) for the test",
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}

extension FeatureTransform {
  /// What it is called in a paper.
  var methodName: String {
    switch self {
    case .standard: "standardised"
    case .minMax: "scaled to a range"
    case .angles: "scaled to angles"
    case .principalComponents(let count): "\(count) principal components"
    case .averagePooling: "means of blocks of pixels"
    }
  }
}

extension TeacherPlan {
  /// Who teaches, at the beginning of a sentence.
  ///
  /// - Parameter parameters: how many are trained; `nil` if nobody knows.
  func inWords(parameters: Int?) -> String {
    switch self {
    case .network(let plan):
      "The teacher was a multilayer perceptron with hidden layers of \(plan.network.hidden.map { "\($0)" }.joined(separator: " and ")) "
        + "units (\(plan.network.activation.rawValue)\(parameters.map { "; \($0) parameters" } ?? "")), trained anew for each seed with "
        + plan.training.inWords
    case .file(let plan): "The teacher's \(plan.values.rawValue) came from a file"
    case .onnx: "The teacher was a model from an ONNX file"
    case .model: "The teacher was a student that had been trained before"
    case .ensemble(let members, let mean):
      "The teacher was the mean of the \(mean.rawValue) of \(members.count) models"
    }
  }
}

extension LayerPlan {
  /// The layer in a few words.
  func inWords(classCount: Int) -> String {
    switch self {
    case .dense(let dense):
      let units =
        switch dense.units {
        case .count(let count): count
        case .classes: classCount
        }
      let details = [dense.bias ? nil : "no bias", dense.activation?.rawValue].compactMap { $0 }
      return "dense \(units)" + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
    case .scale(let scale): return scale.perUnit ? "a scale for each number" : "a scale"
    case .circuit(let circuit):
      return "a circuit (\(circuit.details))"
    }
  }
}

extension ObjectivePlan {
  /// Who teaches, if it is not the plan's teacher.
  var teacherInWords: String {
    switch teacher {
    case .plan: ""
    case .assistant(let student, let objective):
      ", taught by \(student) as trained for \(objective)"
    case .itself(let objective, let generations):
      ", taught by itself as trained for \(objective), \(generations) generation\(generations == 1 ? "" : "s")"
    case .peer(let student): ", taught by \(student), which was trained at the same time"
    case .weakened(.hard): ", from the teacher's choices alone"
    case .weakened(.shuffled): ", from what the teacher says of other samples"
    case .weakened(.smoothedLabels): ", from smoothed labels that doubt as the teacher does"
    }
  }
}

extension TrainingSettings {
  /// The settings, such as `Adam (learning rate 0.01) for 1000 epochs in batches of 32, and kept the last parameters`.
  var inWords: String {
    let length =
      switch self.length {
      case .epochs(let count): "\(count) epochs"
      case .steps(let count): "\(count) steps"
      }
    let batches = optimizer.needsAllSamples ? "" : " in batches of \(batch)"
    let clipping = clip.map { ", gradients clipped to a norm of \($0)" } ?? ""
    let stopping =
      earlyStopping.map {
        ", ended early after \($0.patience) epochs without progress on the validation part"
      } ?? ""
    let choice =
      selection == .bestOnValidation
      ? ", and kept the parameters of the epoch that was best on the validation part"
      : ", and kept the last parameters"
    return "\(optimizer.inWords) for \(length)\(batches)\(clipping)\(stopping)\(choice)"
  }
}

extension OptimizerSettings {
  fileprivate var inWords: String {
    func decaying(_ decay: Double) -> String { decay > 0 ? ", weight decay \(decay)" : "" }
    return switch self {
    case .adam(let rate, let decay): "Adam (learning rate \(rate)\(decaying(decay)))"
    case .adamW(let rate, let decay): "AdamW (learning rate \(rate)\(decaying(decay)))"
    case .sgd(let rate, let momentum, let decay):
      "stochastic gradient descent (learning rate \(rate), momentum \(momentum)\(decaying(decay)))"
    case .lbfgs(let history): "L-BFGS (a history of \(history))"
    }
  }
}

extension ExecutionPlan {
  /// How circuits are run, such as `under the noise fake_manila with 100 shots`.
  var inWords: String {
    var words: [String] = []
    if let noise { words.append("under the noise \(noise)") }
    if let shots {
      let method =
        switch gradient {
        case .parameterShift: "the parameter-shift rule"
        case .spsa(let step, let directions):
          "SPSA (\(directions) direction\(directions == 1 ? "" : "s"), steps of \(step))"
        }
      words.append("with \(shots) shots and gradients by \(method)")
    }
    return words.isEmpty ? "ideally" : words.joined(separator: " ")
  }
}
