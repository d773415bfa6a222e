import Numerics

/// The states of a batch of samples, in memory that someone else owns: a table with a row for each
/// basis state and a column for each sample.
///
/// A gate mixes rows; columns never meet. Real and imaginary parts lie apart, so that the innermost
/// loop, over the samples of a row, is one that compilers vectorise.
struct StateTable {
  let qubitCount: Int
  let sampleCount: Int
  private let real: UnsafeMutablePointer<Double>
  private let imaginary: UnsafeMutablePointer<Double>

  /// How many numbers the table takes up.
  static func elementCount(qubitCount: Int, sampleCount: Int) -> Int {
    2 * sampleCount << qubitCount
  }

  /// A table in this memory, `elementCount` numbers from its start.
  init(qubitCount: Int, sampleCount: Int, in memory: UnsafeMutableBufferPointer<Double>) {
    let size = Self.elementCount(qubitCount: qubitCount, sampleCount: sampleCount)
    precondition(memory.count >= size, "\(memory.count) numbers of memory where \(size) are needed")
    self.qubitCount = qubitCount
    self.sampleCount = sampleCount
    real = memory.baseAddress!
    imaginary = real + size / 2
  }

  var rowCount: Int { 1 << qubitCount }

  func row(_ basisState: Int) -> Row {
    Row(real: real + basisState * sampleCount, imaginary: imaginary + basisState * sampleCount)
  }

  /// The amplitudes of one basis state, one for each sample.
  struct Row {
    let real: UnsafeMutablePointer<Double>
    let imaginary: UnsafeMutablePointer<Double>

    subscript(sample: Int) -> Complex<Double> {
      get { Complex(real[sample], imaginary[sample]) }
      nonmutating set { (real[sample], imaginary[sample]) = newValue.rawStorage }
    }
  }

  /// Puts every sample in the state |0...0>.
  func setToGroundState() {
    fill(with: .zero)
    for sample in 0..<sampleCount { row(0)[sample] = .one }
  }

  func fill(with amplitude: Complex<Double>) {
    for index in 0..<rowCount * sampleCount {
      row(0)[index] = amplitude
    }
  }
}

// MARK: - Gates

extension StateTable {
  /// Calls `body` with each pair of basis states that the block of a gate on these qubits mixes: one
  /// pair for each setting of the other qubits.
  @inline(__always)
  func forEachPair(
    _ block: GateBlock, on qubits: [Int], _ body: (_ first: Int, _ second: Int) -> Void
  ) {
    var gateBits = 0
    var levels = (0, 0)
    for (position, qubit) in qubits.enumerated() {
      gateBits |= 1 << qubit
      levels.0 |= (block.levels.0 >> position & 1) << qubit
      levels.1 |= (block.levels.1 >> position & 1) << qubit
    }
    // Counting with the gate's bits set carries past them: the next setting of the others.
    var others = 0
    while others < rowCount {
      body(others | levels.0, others | levels.1)
      others = ((others | gateBits) + 1) & ~gateBits
    }
  }

  /// Applies a gate's block to some of the samples.
  func apply(_ block: GateBlock, on qubits: [Int], samples: Range<Int>) {
    let (a, b, c, d) = (block.matrix.a, block.matrix.b, block.matrix.c, block.matrix.d)
    let isDiagonal = block.matrix.isDiagonal
    forEachPair(block, on: qubits) { first, second in
      let (first, second) = (row(first), row(second))
      if isDiagonal {
        for sample in samples { first[sample] = a * first[sample] }
        for sample in samples { second[sample] = d * second[sample] }
      } else {
        for sample in samples {
          let (x, y) = (first[sample], second[sample])
          first[sample] = a * x + b * y
          second[sample] = c * x + d * y
        }
      }
    }
  }
}

// MARK: - Observables

extension StateTable {
  /// Calls `body` for each basis state k with the image and the factor in P|k> = factor |image>.
  @inline(__always)
  private func forEachBasisState(
    under observable: PauliString,
    _ body: (_ basisState: Int, _ image: Int, _ factor: Complex<Double>) -> Void
  ) {
    let action = PauliAction(observable)
    for basisState in 0..<rowCount {
      body(basisState, basisState ^ action.flippedBits, action.factor(of: basisState))
    }
  }

  /// Writes <psi|P|psi> of each sample, `[samples]`.
  func expectationValues(of observable: PauliString, into values: UnsafeMutablePointer<Double>) {
    for sample in 0..<sampleCount { values[sample] = 0 }
    forEachBasisState(under: observable) { basisState, image, factor in
      let (source, target) = (row(basisState), row(image))
      for sample in 0..<sampleCount {
        values[sample] += (target[sample].conjugate * factor * source[sample]).rawStorage.x
      }
    }
  }

  /// Adds weight P|psi> of each sample to `target`; `weights` is `[samples]`.
  func add(
    _ observable: PauliString, weights: UnsafePointer<Double>, to target: StateTable
  ) {
    forEachBasisState(under: observable) { basisState, image, factor in
      let (source, target) = (row(basisState), target.row(image))
      for sample in 0..<sampleCount {
        target[sample] = target[sample] + Complex(weights[sample]) * factor * source[sample]
      }
    }
  }
}
