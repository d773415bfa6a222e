import Arithmetic
import CKernels
import Numerics
import RandomStreams
import TestSupport
import Testing

@testable import NeuralNetworks

// The kernels' losses, of one sample.

private func crossEntropy(
  _ logits: [Double], label: Int, weight: Double = 1, _ instructionSet: InstructionSet = .current
) -> (loss: Double, gradient: [Double]) {
  let kernels = Arithmetic(.double, instructionSet).kernels.table.pointee
  let owned = OwnedTable(logits, featureCount: logits.count, .double)
  let gradient = OwnedTable(logits.map { _ in 0 }, featureCount: logits.count, .double)
  let labels = Array(repeating: Int32(label), count: owned.table.stride)
  let loss = kernels.cross_entropy(
    logits.count, owned.table.batch, owned.table.start, labels, nil, 0, weight,
    gradient.table.start)
  return (loss, gradient.rows)
}

private func divergence(
  teacher: [Double], student: [Double], temperature: Double, weight: Double = 1,
  _ instructionSet: InstructionSet = .current
) -> (loss: Double, gradient: [Double]) {
  let kernels = Arithmetic(.double, instructionSet).kernels.table.pointee
  let teacher = OwnedTable(teacher, featureCount: teacher.count, .double)
  let student = OwnedTable(student, featureCount: student.count, .double)
  let gradient = OwnedTable(student.rows.map { _ in 0 }, featureCount: student.rows.count, .double)
  let loss = kernels.kullback_leibler(
    student.table.featureCount, student.table.batch, teacher.table.start, student.table.start,
    temperature, weight, gradient.table.start)
  return (loss, gradient.rows)
}

@Suite struct LossTests {
  @Test(.tags(.golden), arguments: try TorchFile.load().crossEntropy)
  func crossEntropyIsTorchs(golden: TorchFile.CrossEntropy) {
    for instructionSet in InstructionSet.supported {
      let (loss, gradient) = crossEntropy(golden.logits, label: golden.label, instructionSet)
      // Roundings relative to the largest logit, up to some hundreds.
      #expect(abs(loss - golden.loss) < 1e-13 * max(1, golden.loss))
      #expect(largestDistance(gradient, golden.gradient) < 1e-14)
    }
  }

  @Test(.tags(.golden), arguments: try TorchFile.load().divergence)
  func divergenceIsTorchs(golden: TorchFile.Divergence) {
    for instructionSet in InstructionSet.supported {
      let (loss, gradient) = divergence(
        teacher: golden.teacher, student: golden.student, temperature: golden.temperature,
        instructionSet)
      #expect(abs(loss - golden.loss) < 1e-13 * max(1, golden.loss))
      #expect(largestDistance(gradient, golden.gradient) < 1e-14)
    }
    // And that of the metrics.
    let value = NeuralNetworks.divergence(
      teacher: golden.teacher, student: golden.student, temperature: golden.temperature)
    #expect(abs(value - golden.loss) < 1e-13 * max(1, golden.loss))
  }

  @Test(.tags(.reference)) func hubersLossIsQuadraticUpToOne() {
    let own = [0, 0.25, -0.5, 2, -3, 1, 0.5, 8, -0.125, 4]
    let wanted = [0, 0, 0.25, 0.5, 1, -0.5, 0.5, -8, 0, 3.75]
    let (scale, wantedScale, weight) = (1.5, 0.5, 0.25)
    let differences = zip(own, wanted).map { scale * $0 - wantedScale * $1 }
    let losses = differences.map { abs($0) <= 1 ? $0 * $0 / 2 : abs($0) - 0.5 }
    for instructionSet in InstructionSet.supported {
      for precision in Precision.allCases {
        let arithmetic = Arithmetic(precision, instructionSet)
        // Two rows of five samples: no vector is full.
        let tables = [own, wanted, own].map { OwnedTable($0, featureCount: 2, precision) }
        let loss = arithmetic.kernels.table.pointee.huber(
          2, tables[0].table.batch, tables[0].table.start, scale, tables[1].table.start,
          wantedScale, weight, tables[2].table.start)
        // All numbers are sums of few powers of two.
        #expect(loss == weight * losses.reduce(0, +))
        #expect(tables[2].rows == differences.map { weight * max(-1, min(1, $0)) })
      }
    }
  }

  @Test(.tags(.gradient), arguments: 0..<5 as Range<UInt64>)
  func gradientsAreThoseOfTheValues(seed: UInt64) {
    var stream = RandomStream(seed: seed, name: "losses")
    let teacher = (0..<4).map { _ in stream.normal() }
    let student = (0..<4).map { _ in stream.normal() }
    let entropySlopes = finiteDifferences(
      of: { crossEntropy($0, label: 2, weight: 0.3).loss }, at: student)
    #expect(
      largestDistance(crossEntropy(student, label: 2, weight: 0.3).gradient, entropySlopes) < 1e-9)
    let slopes = finiteDifferences(
      of: { divergence(teacher: teacher, student: $0, temperature: 3, weight: 0.7).loss },
      at: student)
    let gradient = divergence(teacher: teacher, student: student, temperature: 3, weight: 0.7)
      .gradient
    #expect(largestDistance(gradient, slopes) < 1e-9)
  }

  @Test(.tags(.property)) func aConstantAddedToAllLogitsChangesNothing() {
    let logits = [0.3, -1.2, 2.5]
    // 1000.3 has three digits less behind the point.
    #expect(largestDistance(softmax(logits), softmax(logits.map { $0 + 1000 })) < 1e-12)
    #expect(abs(softmax(logits).reduce(0, +) - 1) < 1e-15)
  }

  @Test(.tags(.property)) func theTemperatureDividesTheLogits() {
    let logits = [0.3, -1.2, 2.5]
    #expect(
      largestDistance(softmax(logits, temperature: 4), softmax(logits.map { $0 / 4 })) < 1e-15)
  }

  @Test(.tags(.property)) func aStudentThatEqualsItsTeacherIsAtTheMinimum() {
    let (loss, gradient) = divergence(
      teacher: [1, 2, 3], student: [11, 12, 13], temperature: 2)
    #expect(abs(loss) < 1e-15)
    #expect(largestDistance(gradient, [0, 0, 0]) < 1e-15)
  }

  @Test func hugeLogitsDoNotOverflow() {
    let (loss, gradient) = crossEntropy([1e6, 0, -1e6], label: 1)
    #expect(loss == 1e6)
    #expect(gradient == [1, -1, 0])
    let (kl, slopes) = divergence(teacher: [0, 1e6], student: [0, 1e6], temperature: 1)
    #expect(kl == 0 && slopes == [0, 0])
  }
}
