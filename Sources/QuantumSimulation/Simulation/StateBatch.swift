import Numerics

/// The final states of a circuit, one for each sample of a batch.
public struct StateBatch: Sendable {
  /// How many qubits the states have.
  public let qubitCount: Int
  /// How many states there are.
  public let sampleCount: Int
  private let elements: [Double]

  init(qubitCount: Int, sampleCount: Int, fill: (StateTable) -> Void) {
    self.qubitCount = qubitCount
    self.sampleCount = sampleCount
    let size = StateTable.elementCount(qubitCount: qubitCount, sampleCount: sampleCount)
    elements = [Double](unsafeUninitializedCapacity: size) { memory, initializedCount in
      memory.initialize(repeating: 0)
      fill(StateTable(qubitCount: qubitCount, sampleCount: sampleCount, in: memory))
      initializedCount = size
    }
  }

  /// The amplitude of a basis state in one sample's state. Bit q of `basisState` is qubit q's value.
  public func amplitude(of basisState: Int, sample: Int) -> Complex<Double> {
    precondition((0..<1 << qubitCount).contains(basisState), "no basis state \(basisState)")
    precondition((0..<sampleCount).contains(sample), "no sample \(sample)")
    let index = basisState * sampleCount + sample
    return Complex(elements[index], elements[elements.count / 2 + index])
  }
}
