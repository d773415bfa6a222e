/// What a student's gradient is like before it is trained.
public struct Trainability: Sendable {
  /// The student.
  public let student: String
  /// How many initial parameters were drawn, and how many samples the loss is the mean of; `nil` where even a few gradients
  /// would take too long.
  public let effort: (startCount: Int, sampleCount: Int)?
  /// Its layers that are trained and have parameters.
  public let layers: [Layer]
  /// Which parameters' derivatives are zero whatever the others are, in words: one text for each layer that has any.
  public let inactive: [String]

  /// A layer of the student.
  public struct Layer: Sendable {
    /// Its place in the plan, from 0.
    public let number: Int
    /// `dense`, `circuit` or `scale`.
    public let kind: String
    /// How many parameters it has.
    public let parameterCount: Int
    /// The variance of the loss's derivatives over random initial parameters: the mean over the layer's parameters, those
    /// apart whose derivatives are always zero.
    public let variance: Double
    /// The same for each layer of a circuit's ansatz.
    public let circuitLayers: [Double]
    /// Of a circuit, about how many shots the evaluation of its outputs takes until its gradient stands out of their noise.
    public let shots: Double?

    /// Whether no device can be expected to see the gradient.
    public var isBarren: Bool { shots.map { $0 > Trainability.shotLimit } ?? false }
  }

  /// The layers in a barren plateau.
  public var barrenLayers: [Layer] { layers.filter(\.isBarren) }

  /// More shots nobody spends on each of the two circuits that one angle's derivative takes, for each sample of each step.
  ///
  /// By the parameter-shift rule a derivative of an expectation value is half the difference of two others, each of which N shots
  /// give with a variance of at most 1/N: that of the derivative is at most 1/(2N). A loss with the derivatives g by the
  /// outputs, of all samples, is differentiated with a variance of at most sum(g^2) / (2N), which is as large as the derivatives'
  /// own mean square v at
  ///
  ///     N = sum(g^2) / (2 v)
  ///
  /// This depends neither on the loss's scale nor, as long as samples' derivatives have nothing in common, on the number of samples. Where
  /// angles' surroundings are random enough (2-designs), v = sum(g^2) / (2 (2^n + 1)) for n qubits and Pauli observables, and N is
  /// 2^n + 1: the limit is reached by random circuits of 14 qubits (McClean et al. 2018; Holmes et al., *Connecting ansatz
  /// expressibility to gradient magnitudes and barren plateaus*, 2022). An exact simulation needs no shots, and an optimiser
  /// like Adam takes its steps however small a gradient is: a student like that can be trained here, and nowhere else.
  public static let shotLimit = 10_000.0
}
