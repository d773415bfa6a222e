import Numerics

extension VariationalCircuit {
  /// Checks that the state which the circuit starts from can be prepared for every sample.
  ///
  /// Amplitudes must be finite and not all 0, bits must be 0 or 1. Other inputs are angles, of which any
  /// number will do. The passes through the circuit trap where this throws.
  ///
  /// - Parameters:
  ///   - inputs: `[samples, inputs]`.
  ///   - sampleCount: how many samples `inputs` holds.
  public func check(inputs: [Double], sampleCount: Int) throws(CircuitInputError) {
    checkShapes(inputs: inputs, sampleCount: sampleCount)
    guard !circuit.preparation.inputs.isEmpty else { return }
    for sample in 0..<sampleCount {
      let problem = inputs.withUnsafeBufferPointer { inputs in
        self.problem(of: inputs.baseAddress! + sample * inputCount)
      }
      if let problem { throw CircuitInputError(sample: sample, problem) }
    }
  }

  /// What keeps a sample's state from being prepared.
  private func problem(of inputs: UnsafePointer<Double>) -> String? {
    switch circuit.preparation {
    case .groundState: return nil
    case .amplitudes(let range, let padding):
      if let index = range.first(where: { !inputs[$0].isFinite }) {
        return "input \(index) is \(inputs[index]); amplitudes must be finite"
      }
      let norm = amplitudes(range, padding, inputs).norm
      if norm == 0 {
        return
          "its amplitudes are all 0 and have no direction; leave it out, or pad with another number"
      }
      if !norm.isFinite { return "the sum of its squares overflows; scale it down" }
      return nil
    case .basis(let range):
      return range.first { inputs[$0] != 0 && inputs[$0] != 1 }.map {
        "input \($0) is \(inputs[$0]); a bit must be 0 or 1, so round it or embed it as an angle"
      }
    }
  }

  /// Puts each sample in the state that the circuit starts from.
  func prepare(_ states: StateTable, _ arguments: CircuitArguments) {
    for sample in 0..<states.sampleCount {
      if let problem = problem(of: arguments.inputs(of: sample)) {
        // Samples come from outside, and an optimised build would swallow a precondition's words.
        fatalError("\(CircuitInputError(sample: sample, problem))")
      }
    }
    switch circuit.preparation {
    case .groundState: states.setToGroundState()
    case .amplitudes(let range, let padding):
      for sample in 0..<states.sampleCount {
        let amplitudes = amplitudes(range, padding, arguments.inputs(of: sample))
        for basisState in 0..<states.rowCount {
          states.row(basisState)[sample] = Complex(amplitudes[basisState])
        }
      }
    case .basis(let range):
      states.fill(with: .zero)
      for sample in 0..<states.sampleCount {
        let inputs = arguments.inputs(of: sample)
        let basisState = range.enumerated().reduce(0) {
          $0 | (inputs[$1.element] == 1 ? 1 : 0) << $1.offset
        }
        states.row(basisState)[sample] = .one
      }
    }
    if case .amplitude(let basisState, let amount) = arguments.shift {
      for sample in 0..<states.sampleCount {
        states.row(basisState)[sample] = states.row(basisState)[sample] + Complex(amount)
      }
    }
  }

  /// Adds the derivatives by the inputs that a sample's state is made from.
  ///
  /// - Parameter amplitudeGradient: the loss's derivative by the (real) amplitude of each basis state.
  func addPreparationGradient(
    ofAmplitudes amplitudeGradient: (_ basisState: Int) -> Double, _ arguments: CircuitArguments,
    sample: Int, to sums: GradientSums
  ) {
    guard case .amplitudes(let range, let padding) = circuit.preparation, let sums = sums.inputs
    else { return }
    amplitudes(range, padding, arguments.inputs(of: sample)).addGradient(
      ofAmplitudes: amplitudeGradient, to: sums + sample * inputCount + range.lowerBound)
  }

  private func amplitudes(
    _ range: Range<Int>, _ padding: Double, _ inputs: UnsafePointer<Double>
  ) -> PreparedAmplitudes {
    PreparedAmplitudes(
      inputs: UnsafeBufferPointer(start: inputs + range.lowerBound, count: range.count),
      padding: padding, rowCount: 1 << circuit.qubitCount)
  }
}
