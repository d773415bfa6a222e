import Arithmetic
import HybridModels
import NeuralNetworks
import RandomStreams

/// weight x mean over the batch and the teacher's features of (r(f_s) - f_t)^2: the student shall find what the teacher has
/// found, up to a linear map r with bias, which is trained beside it and thrown away.
///
/// Romero et al., *FitNets: hints for thin deep nets* (2015), eq. 3, in one training with the other terms. The mean is that
/// of PyTorch's `mse_loss`: over all numbers, 2 / features times the paper's half sum of squares. Usual: weight 100 (Tian,
/// Krishnan and Isola, *Contrastive representation distillation*, 2020). r starts as a dense layer does.
public struct HintTerm: FeatureTerm {
  /// `hint`
  public static let name = "hint"
  /// For a methods section.
  public static let meaning =
    "the squared difference of features behind a linear map (Romero et al. 2015)"
  /// What the term counts for.
  public var weight: Schedule
  /// From which of the student's numbers.
  public var student: FeatureChoice
  /// Which of the teacher's are to be found.
  public var teacher: FeatureChoice

  /// A term with this weight.
  public init(
    weight: Schedule, student: FeatureChoice = .penultimate, teacher: FeatureChoice = .penultimate
  ) {
    self.weight = weight
    self.student = student
    self.teacher = teacher
  }

  /// There is nothing else to set.
  public func check() throws(InvalidSetting) {}

  /// What maps the student's features and compares.
  public func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss {
    HintLoss(self, training)
  }
}

/// The linear map, and where it is computed: in double precision.
private final class HintLoss: TermLoss {
  let taps: [ModelTap]
  private let term: HintTerm
  private let adapter: Dense
  private let features, output, outputGradient, featureGradient: TableRoom
  private let prepared, sums: Memory
  private let arithmetic: Arithmetic

  init(_ term: HintTerm, _ training: LossContext) {
    self.term = term
    let tap = term.tap(of: training.student)
    taps = [tap]
    adapter = Dense(
      inputCount: tap.width(in: training.student), outputCount: training.teacherWidth(term.teacher))
    func room(_ width: Int) -> TableRoom {
      TableRoom(.double, featureCount: width, capacity: training.capacity)
    }
    features = room(adapter.inputCount)
    featureGradient = room(adapter.inputCount)
    output = room(adapter.outputCount)
    outputGradient = room(adapter.outputCount)
    arithmetic = training.doubleArithmetic
    let sizes = adapter.memory(arithmetic, sampleCount: training.capacity)
    prepared = Memory(size: sizes.prepared)
    sums = Memory(size: sizes.sums)
  }

  /// The map is the batch's, not a sample's.
  var isOfWholeBatch: Bool { true }
  var parameterCount: Int { adapter.parameterCount }

  func initialParameters(from stream: inout RandomStream) -> [Double] {
    adapter.initialParameters(from: &stream)
  }

  func addLoss(_ batch: ObjectiveBatch) -> Double {
    let tables = batch.tables(of: taps[0])
    let count = batch.sampleCount
    // A dense layer keeps no states and needs no scratch memory.
    let pass = LayerPass(
      arithmetic, input: features.table(sampleCount: count),
      output: output.table(sampleCount: count),
      memory: PassMemory(
        prepared: prepared.start, states: prepared.start, scratch: prepared.start, sums: sums.start),
      keepsStates: true)
    pass.input.copy(tables.values)
    adapter.prepare(batch.ownParameters.baseAddress!, arithmetic, into: pass.memory.prepared)
    adapter.forward(pass)
    let gradients = LayerGradients(
      output: outputGradient.table(sampleCount: count),
      input: featureGradient.table(sampleCount: count), wantsParameters: true)
    let loss = addDistance(
      of: pass.output, from: batch.teacherFeatures(term.teacher),
      weight: term.weight.value(at: batch.progress), gradient: gradients.output)
    sums.clear()
    adapter.backward(pass, gradients)
    adapter.collect(pass, into: batch.ownGradient.baseAddress!)
    tables.gradient.addSamples(of: featureGradient.table(sampleCount: count))
    return loss
  }

  /// Writes 2 weight (output - teacher) / numbers to the gradient.
  private func addDistance(
    of output: BatchTable, from teacher: BatchTable, weight: Double, gradient: BatchTable
  ) -> Double {
    let share = weight / Double(output.featureCount * output.sampleCount)
    var sum = 0.0
    gradient.copy(teacher)
    for feature in 0..<output.featureCount {
      let (own, slopes) = (output.row(feature), gradient.row(feature))
      for sample in 0..<output.sampleCount {
        let distance = own[sample] - slopes[sample]
        sum += distance * distance
        slopes[sample] = 2 * share * distance
      }
    }
    return share * sum
  }
}

/// As `{"weight": 100}`; student and teacher may stand there too.
extension HintTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, student, teacher
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    student = try container.decodeIfPresent(FeatureChoice.self, forKey: .student) ?? student
    teacher = try container.decodeIfPresent(FeatureChoice.self, forKey: .teacher) ?? teacher
  }
}
