import Arithmetic

/// A circuit in a form whose passes compute a batch: ideal, with noise, or from shots.
///
/// Tables are `[inputs, samples]` and `[outputs, samples]`, in memory that the caller owns.
public protocol CircuitPasses: Sendable {
  /// The sizes of the pieces of memory for passes over so many samples.
  func memory(_ arithmetic: Arithmetic, sampleCount: Int) -> PassMemory<Int>
  /// About how many multiplications forward and backward are for a sample.
  var workPerSample: Int { get }
  /// Samples that are best computed together.
  var sampleStep: Int { get }

  /// Brings parameters into the form that the passes want.
  func prepare(
    _ parameters: UnsafePointer<Double>, _ arithmetic: Arithmetic,
    into prepared: UnsafeMutableRawPointer)

  /// Computes the outputs.
  ///
  /// - Parameters:
  ///   - arithmetic: with which precision and which instructions; the tables have that precision.
  ///   - inputs: `[inputs, samples]`, radians where they are angles.
  ///   - outputs: `[outputs, samples]`, written.
  ///   - memory: pieces as large as ``memory(_:sampleCount:)`` says; `prepared` was filled by ``prepare(_:_:into:)``.
  ///   - draw: which random numbers, where there are any; the same for both passes.
  ///   - keepsStates: whether a backward pass will follow.
  func forward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputs: BatchTable,
    memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw, keepsStates: Bool)

  /// Writes the gradient by the inputs, and adds the one by the parameters to the sums.
  func backward(
    _ arithmetic: Arithmetic, inputs: BatchTable, outputGradient: BatchTable,
    inputGradient: BatchTable?, memory: PassMemory<UnsafeMutableRawPointer>, draw: RandomDraw)

  /// Adds what the sums come to, `[parameters]`.
  func collect(
    _ arithmetic: Arithmetic, memory: PassMemory<UnsafeMutableRawPointer>,
    into gradient: UnsafeMutablePointer<Double>)
}
