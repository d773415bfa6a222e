import NeuralNetworks
import RandomStreams
import TestSupport
import Testing

@testable import Distillation

@Suite struct HintTermTests {
  /// A map from 4 to 5 features: 25 parameters.
  private var sample: TermSample {
    var sample = TermSample.random(seed: 1)
    var stream = RandomStream(seed: 1, name: "adapter")
    sample.own = (0..<25).map { _ in stream.normal() }
    return sample
  }

  @Test(.tags(.gradient, .property)) func hint() throws {
    try checkTerm(on: sample, reaches: [.features, .own]) { HintTerm(weight: $0) }
  }

  /// A teacher whose features are a linear map of the student's has nothing more to say.
  @Test(.tags(.property)) func theMapOfTheStudentsFeaturesIsTheMinimum() throws {
    var mapped = sample
    for sample in 0..<5 {
      for output in 0..<5 {
        var sum = mapped.own[20 + output]
        for input in 0..<4 {
          sum += mapped.features[4 * sample + input] * mapped.own[5 * input + output]
        }
        mapped.teacherFeatures[5 * sample + output] = sum
      }
    }
    let value = try evaluate([HintTerm(weight: 1)], on: mapped)
    // Roundings of numbers up to 10, squared.
    #expect(value.loss < 1e-28)
    #expect((value.featureGradient + value.ownGradient).allSatisfy { abs($0) < 1e-14 })
    #expect(try evaluate([HintTerm(weight: 1)], on: sample).loss > 1)
  }

  @Test func theMapStartsAsADenseLayerDoes() throws {
    let step = try FeatureTraining().step(HintTerm(weight: 1))
    let layer = Dense(inputCount: 2, outputCount: 4)
    var streams = [RandomStream(seed: 5, name: "map"), RandomStream(seed: 5, name: "map")]
    #expect(
      step.ownInitialParameters(from: &streams[0]) == layer.initialParameters(from: &streams[1]))
  }
}
