import Arithmetic

/// A circuit that is run with several amounts of noise, and what comes out extrapolated to none: zero-noise extrapolation.
///
/// Outputs are the value at 0 of the polynomial through the outputs at all foldings (Richardson): a sum of them, with weights
/// product over the others of other / (other - own).
struct ExtrapolatedCircuit: CircuitPasses {
  private let terms: [(weight: Double, passes: any CircuitPasses)]
  private let outputCount, inputCount: Int

  init(_ circuit: VariationalCircuit, _ execution: CircuitExecution) {
    let foldings = execution.foldings
    outputCount = circuit.outputCount
    inputCount = circuit.inputCount
    terms = foldings.map { folding in
      var single = execution
      single.foldings = [folding]
      let weight = foldings.filter { $0 != folding }.reduce(1.0) {
        $0 * Double($1) / Double($1 - folding)
      }
      return (weight, single.passes(of: circuit))
    }
  }

  var workPerSample: Int { terms.reduce(0) { $0 + $1.passes.workPerSample } }
  var sampleStep: Int { BatchTable.stride(forSamples: 1) }

  /// The terms' pieces one after another; in the scratch also a table for a term's outputs or gradient.
  func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int> {
    let ends = places(arithmetic, sampleCount: sampleCount).last!
    return PassMemory(
      prepared: ends.prepared, states: ends.states,
      scratch: ends.scratch + tableSize(arithmetic, sampleCount: sampleCount), sums: ends.sums)
  }

  /// Where each term's pieces begin, and where the last one's end.
  private func places(_ arithmetic: Arithmetic, sampleCount: Int) -> [PassMemory<Int>] {
    terms.reduce(into: [PassMemory(prepared: 0, states: 0, scratch: 0, sums: 0)]) { places, term in
      let sizes = term.passes.memory(arithmetic, sampleCount: sampleCount)
      func after(_ piece: KeyPath<PassMemory<Int>, Int>) -> Int {
        places.last![keyPath: piece]
          + roundUp(sizes[keyPath: piece], to: Memory.alignment)
      }
      places.append(
        PassMemory(
          prepared: after(\.prepared), states: after(\.states), scratch: after(\.scratch),
          sums: after(\.sums)))
    }
  }

  private func tableSize(_ arithmetic: Arithmetic, sampleCount: Int) -> Int {
    BatchTable.size(
      arithmetic.precision, featureCount: max(inputCount, outputCount),
      stride: BatchTable.stride(forSamples: sampleCount))
  }

  func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer
  ) {
    for (term, place) in zip(terms, places(arithmetic, sampleCount: 1)) {
      term.passes.prepare(parameters, arithmetic, into: prepared + place.prepared)
    }
  }

  /// Calls `body` with each term and its memory, and gives the place for a table.
  private func forEachTerm(
    _ arithmetic: Arithmetic, sampleCount: Int, _ memory: PassMemory<UnsafeMutableRawPointer>,
    _ body: (
      _ index: Int, _ own: PassMemory<UnsafeMutableRawPointer>, _ table: UnsafeMutableRawPointer
    ) -> Void
  ) {
    let places = places(arithmetic, sampleCount: sampleCount)
    for (index, place) in places.dropLast().enumerated() {
      body(
        index,
        PassMemory(
          prepared: memory.prepared + place.prepared, states: memory.states + place.states,
          scratch: memory.scratch + place.scratch, sums: memory.sums + place.sums),
        memory.scratch + places.last!.scratch)
    }
  }

  func forward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputs: BatchTable,
    memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw, keepsStates: Bool
  ) {
    outputs.fill { _, _ in 0 }
    forEachTerm(arithmetic, sampleCount: inputs.sampleCount, memory) { index, own, place in
      let table = BatchTable(
        at: place, arithmetic.precision, featureCount: outputCount,
        sampleCount: inputs.sampleCount, stride: inputs.stride)
      terms[index].passes.forward(
        arithmetic, inputs: inputs, outputs: table, memory: own, draw: draw.ofRun(index),
        keepsStates: keepsStates)
      outputs.add(table, times: terms[index].weight)
    }
  }

  func backward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputGradient: BatchTable,
    inputGradient: BatchTable?, memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw
  ) {
    preconditionFailure("nothing is trained through an extrapolation")
  }

  func collect(
    _ arithmetic: Arithmetic, memory: PassMemory<UnsafeMutableRawPointer>,
    into gradient: UnsafeMutablePointer<Double>
  ) {
    preconditionFailure("nothing is trained through an extrapolation")
  }
}

extension BatchTable {
  /// Adds another table's numbers times a factor.
  fileprivate func add(_ other: BatchTable, times factor: Double) {
    for feature in 0..<featureCount {
      for sample in 0..<sampleCount { self[feature, sample] += factor * other[feature, sample] }
    }
  }
}
