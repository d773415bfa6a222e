import Arithmetic
import RandomStreams

/// A layer that multiplies its inputs by one trainable number, or each by its own.
///
/// Expectation values are in [-1, 1]; a scale behind a circuit lets logits be as far apart as a teacher's are.
/// Parameters: the scale, or `[count]` scales.
public struct Scale: Layer, Hashable {
  /// How many numbers a sample has.
  public let inputCount: Int
  /// Whether each number has a scale of its own.
  public let isPerUnit: Bool
  /// What scales start from.
  public let initial: Double

  /// A layer for samples of `count` numbers.
  public init(count: Int, initial: Double, isPerUnit: Bool = false) {
    precondition(count > 0, "a scale of \(count) numbers")
    precondition(initial.isFinite, "a scale that starts from \(initial)")
    inputCount = count
    self.isPerUnit = isPerUnit
    self.initial = initial
  }

  /// As many as there are inputs.
  public var outputCount: Int { inputCount }
  /// One, or one for each input.
  public var parameterCount: Int { isPerUnit ? inputCount : 1 }

  /// The same for all.
  public func initialParameters(from stream: inout RandomStream) -> [Double] {
    Array(repeating: initial, count: parameterCount)
  }

  /// output = scale input
  public func forward(_ pass: LayerPass) {
    switch pass.arithmetic.precision {
    case .single: forward(pass, Float.self)
    case .double: forward(pass, Double.self)
    }
  }

  /// dScale = the sum of input dOutput over the samples, dInput = scale dOutput
  public func backward(_ pass: LayerPass, _ gradients: LayerGradients) {
    switch pass.arithmetic.precision {
    case .single: backward(pass, gradients, Float.self)
    case .double: backward(pass, gradients, Double.self)
    }
  }

  private func forward<Number: FloatingPoint>(_ pass: LayerPass, _: Number.Type) {
    let scales = pass.memory.prepared.assumingMemoryBound(to: Number.self)
    for unit in 0..<inputCount {
      let (input, output) = (pass.input.row(unit, Number.self), pass.output.row(unit, Number.self))
      let scale = scales[isPerUnit ? unit : 0]
      for sample in output.indices { output[sample] = scale * input[sample] }
    }
  }

  private func backward<Number: FloatingPoint>(
    _ pass: LayerPass, _ gradients: LayerGradients, _: Number.Type
  ) {
    let scales = pass.memory.prepared.assumingMemoryBound(to: Number.self)
    let sums = pass.memory.sums.assumingMemoryBound(to: Number.self)
    for unit in 0..<inputCount {
      let number = isPerUnit ? unit : 0
      let slopes = gradients.output.row(unit, Number.self)
      if gradients.wantsParameters {
        let input = pass.input.row(unit, Number.self)
        var sum: Number = 0
        for sample in 0..<pass.input.sampleCount { sum += input[sample] * slopes[sample] }
        sums[number] += sum
      }
      guard let result = gradients.input?.row(unit, Number.self) else { continue }
      for sample in result.indices { result[sample] = scales[number] * slopes[sample] }
    }
  }
}
