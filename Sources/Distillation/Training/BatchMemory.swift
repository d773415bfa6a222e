import Datasets
import Tables
import HybridModels

/// One training run's memory: the current batch and the model's workspace, used again for every step.
struct BatchMemory: ~Copyable {
  let capacity: Int
  private let set: TrainingSet
  private let featureCount: Int
  private let classCount: Int
  private var workspace: ModelWorkspace
  private var labels: [Int]
  private var teacherLogits: [Double]
  private var sampleCount = 0

  init(_ model: Model, _ set: TrainingSet, capacity: Int) {
    self.capacity = capacity
    self.set = set
    featureCount = model.inputCount
    classCount = model.classCount
    workspace = model.makeWorkspace(capacity: capacity)
    labels = Array(repeating: 0, count: capacity)
    teacherLogits = Array(repeating: 0, count: set.teacherLogits == nil ? 0 : capacity * classCount)
  }

  var parameterGradient: UnsafePointer<Double> {
    UnsafePointer(workspace.parameterGradient.baseAddress!)
  }

  /// Takes these samples as the batch.
  mutating func fill(with members: ArraySlice<Int>) {
    sampleCount = members.count
    for (position, sample) in members.enumerated() {
      labels[position] = set.samples.labels[sample]
      let features = set.samples.features.elements
      for feature in 0..<featureCount {
        workspace.inputs[position * featureCount + feature] =
          features[sample * featureCount + feature]
      }
      guard let logits = set.teacherLogits?.elements else { continue }
      for index in 0..<classCount {
        teacherLogits[position * classCount + index] = logits[sample * classCount + index]
      }
    }
  }

  /// Leaves the gradient of the batch's loss in ``parameterGradient`` and gives back the loss.
  mutating func computeGradient(
    _ model: Model, _ objective: Objective, parameters: [Double]
  ) -> Double {
    model.forward(sampleCount: sampleCount, parameters: parameters, in: &workspace)
    let logits = workspace.logits
    let gradient = workspace.outputGradient
    let (sampleCount, classCount) = (sampleCount, classCount)
    let hasTeacher = set.teacherLogits != nil
    let loss = labels.withUnsafeBufferPointer { labels in
      teacherLogits.withUnsafeBufferPointer { teacherLogits in
        objective.loss(
          ObjectiveBatch(
            sampleCount: sampleCount, classCount: classCount, logits: logits, labels: labels,
            teacherLogits: hasTeacher ? teacherLogits : nil),
          gradient: gradient)
      }
    }
    model.backward(sampleCount: sampleCount, parameters: parameters, in: &workspace)
    return loss
  }
}
