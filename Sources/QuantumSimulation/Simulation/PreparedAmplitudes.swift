/// One sample's amplitudes x / ||x||, where x is its inputs filled up with a constant to the number of basis
/// states.
struct PreparedAmplitudes {
  private let inputs: UnsafeBufferPointer<Double>
  private let padding: Double
  private let rowCount: Int
  /// ||x||, the padding included.
  let norm: Double

  init(inputs: UnsafeBufferPointer<Double>, padding: Double, rowCount: Int) {
    self.inputs = inputs
    self.padding = padding
    self.rowCount = rowCount
    let paddingSquared = Double(rowCount - inputs.count) * padding * padding
    norm = inputs.reduce(paddingSquared) { $0 + $1 * $1 }.squareRoot()
  }

  /// The amplitude of a basis state.
  subscript(basisState: Int) -> Double {
    (basisState < inputs.count ? inputs[basisState] : padding) / norm
  }

  /// Adds the derivatives by the inputs to `sums`, from those by the amplitudes:
  /// with a = x / ||x||, dL/dx_j = (dL/da_j - a_j sum_k a_k dL/da_k) / ||x||.
  func addGradient(
    ofAmplitudes amplitudeGradient: (_ basisState: Int) -> Double,
    to sums: UnsafeMutablePointer<Double>
  ) {
    let radial = (0..<rowCount).reduce(0) { $0 + self[$1] * amplitudeGradient($1) }
    for index in inputs.indices {
      sums[index] += (amplitudeGradient(index) - self[index] * radial) / norm
    }
  }
}
