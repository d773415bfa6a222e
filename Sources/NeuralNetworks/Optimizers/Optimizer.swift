/// A rule that turns gradients into steps.
///
/// An optimiser is a value that carries its own state (moments, step count): copying it copies a
/// training run's state.
public protocol Optimizer: Sendable {
  /// Takes one step downhill.
  ///
  /// - Parameters:
  ///   - parameters: `[parameters]`, changed in place.
  ///   - gradient: `[parameters]`
  ///   - ranges: the parts of the vector that are trained; the rest stays untouched.
  mutating func step(
    _ parameters: inout [Double], gradient: UnsafePointer<Double>, training ranges: [Range<Int>])
}
