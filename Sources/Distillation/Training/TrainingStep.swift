import Arithmetic
import HybridModels
import RandomStreams
import Tables

/// The gradient of an objective over a batch of a training set.
final class TrainingStep {
  private let loss: ObjectiveLoss
  private let modelParameterCount: Int
  private let features: SampleTable
  private let labels: [Int32]
  private let teacher: SampleTable?
  private let teacherFeatures: [(choice: FeatureChoice, table: SampleTable)]
  private let batch: BatchGradient
  /// The batch's classes, with room for as many as a table has.
  private let batchLabels: UnsafeMutableBufferPointer<Int32>
  /// One for each workspace.
  private let rooms: [Room]

  /// Where a part's numbers are that do not go through the model.
  private final class Room {
    let teacherLogits: TableRoom?
    let teacherFeatures: [TableRoom]
    /// Of the last part: those of the next one, if it has as many samples.
    var sampleCount = 0
    var features = ObjectiveBatch.Features()

    init(_ teacherLogits: TableRoom?, _ teacherFeatures: [TableRoom]) {
      self.teacherLogits = teacherLogits
      self.teacherFeatures = teacherFeatures
    }
  }

  /// Steps over batches of at most `capacity` samples, on at most so many threads.
  ///
  /// - Throws: `TrainingFailure` if the set lacks what the objective needs.
  init(
    _ model: Model, _ objective: Objective, _ set: TrainingSet, capacity: Int,
    arithmetic: Arithmetic, threadCount: Int = 1
  ) throws(TrainingFailure) {
    let loss = try ObjectiveLoss(
      objective, LossContext(student: model, set: set, capacity: capacity, arithmetic))
    self.loss = loss
    modelParameterCount = model.parameterCount
    features = SampleTable(set.features, arithmetic)
    labels = set.labels
    teacher = set.teacherLogits.map { SampleTable($0, arithmetic) }
    teacherFeatures = loss.teacherFeatures.map { choice in
      guard let matrix = set.teacherFeatures[choice] else {
        preconditionFailure("an objective looks at the teacher's \(choice), which is not there")
      }
      return (choice, SampleTable(matrix, arithmetic))
    }
    let batch = BatchGradient(
      loss.taps.isEmpty ? model : model.tapped(at: loss.taps), capacity: capacity, arithmetic,
      threadCount: threadCount, isWhole: loss.isOfWholeBatch, extraCount: loss.parameterCount)
    self.batch = batch
    // A part may begin at any sample, and the kernels read what fills a vector.
    batchLabels = .allocate(
      capacity: BatchTable.stride(forSamples: capacity) + BatchTable.stride(forSamples: 1))
    batchLabels.initialize(repeating: TrainingSet.noLabel)
    rooms = (0..<batch.workspaceCount).map { [teacherFeatures] _ in
      Room(
        objective.needsTeacher
          ? TableRoom(
            arithmetic.precision, featureCount: model.classCount, capacity: batch.partCapacity)
          : nil,
        teacherFeatures.map { $0.table.makeRoom(capacity: batch.partCapacity) })
    }
  }

  deinit {
    batchLabels.deallocate()
  }

  var capacity: Int { batch.capacity }
  /// What the last ``computeGradient(of:parameters:progress:draw:taughtBy:)`` left, `[parameterCount]`.
  var gradient: UnsafeMutableBufferPointer<Double> { batch.values }

  /// Draws the initial values of the objective's own parameters.
  func ownInitialParameters(from stream: inout RandomStream) -> [Double] {
    loss.initialParameters(from: &stream)
  }

  /// Leaves the gradient of the objective over these samples in ``gradient`` and gives back the objective's value.
  ///
  /// - Parameters:
  ///   - parameters: the model's and then the objective's own.
  ///   - progress: how far the training has come, from 0 to 1.
  ///   - draw: which random numbers the model draws, where it draws any.
  ///   - logits: what the teacher says of the batch, `[samples, classes]`, if that is not in the training set.
  func computeGradient(
    of members: ArraySlice<Int>, parameters allParameters: [Double], progress: Double = 0,
    draw: RandomDraw = RandomDraw(), taughtBy logits: Matrix? = nil
  ) -> Double {
    members.withUnsafeBufferPointer { members in
      for (position, sample) in members.enumerated() { batchLabels[position] = labels[sample] }
      return allParameters.withUnsafeBufferPointer { parameters in
        batch.compute(allParameters, sampleCount: members.count, draw: draw) { part in
          load(part, UnsafeBufferPointer(rebasing: members[part.samples]), taughtBy: logits)
        } loss: { part in
          loss.compute(
            objectiveBatch(part, totalCount: members.count, progress: progress),
            own: UnsafeBufferPointer(rebasing: parameters[modelParameterCount...]),
            ownGradient: UnsafeMutableBufferPointer(
              rebasing: batch.values[modelParameterCount...]))
        }
      }
    }
  }

  private func load(
    _ part: BatchGradient.Part, _ members: UnsafeBufferPointer<Int>, taughtBy logits: Matrix?
  ) {
    features.load(members, into: part.workspace.inputs(sampleCount: members.count))
    let room = rooms[part.workspaceIndex]
    if let place = room.teacherLogits?.table(sampleCount: members.count) {
      if let logits {
        place.fill { logits[part.samples.lowerBound + $1, $0] }
      } else if let teacher {
        teacher.load(members, into: place)
      } else {
        preconditionFailure("an objective that learns from a teacher was given none")
      }
    }
    for (index, place) in room.teacherFeatures.enumerated() {
      teacherFeatures[index].table.load(members, into: place.table(sampleCount: members.count))
    }
  }

  private func objectiveBatch(
    _ part: BatchGradient.Part, totalCount: Int, progress: Double
  ) -> ObjectiveBatch {
    let (workspace, count) = (part.workspace, part.samples.count)
    let room = rooms[part.workspaceIndex]
    var result = ObjectiveBatch(
      workspace.arithmetic, progress: progress, logits: workspace.logits(sampleCount: count),
      gradient: workspace.outputGradient(sampleCount: count),
      teacherLogits: room.teacherLogits?.table(sampleCount: count),
      labels: UnsafeBufferPointer(rebasing: batchLabels[..<totalCount]), part: part.samples)
    if room.sampleCount != count {
      room.sampleCount = count
      room.features.taps = loss.taps.enumerated().map { index, tap in
        (tap, workspace.tables(ofTap: index, sampleCount: count))
      }
      room.features.teacher = zip(teacherFeatures, room.teacherFeatures).map {
        ($0.choice, $1.table(sampleCount: count))
      }
    }
    result.features = room.features
    return result
  }
}
