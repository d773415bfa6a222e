import Numerics

/// Something that goes wrong with a qubit: a channel, rho -> sum of K rho K^dagger.
///
/// All of these shrink the axes of the Bloch sphere and move it along Z: see ``blochMap``.
public enum NoiseChannel: Sendable, Hashable {
  /// With this probability one of X, Y and Z happens, each as often as the others (p / 3).
  ///
  /// What others call the same: PennyLane's `DepolarizingChannel(p)`; Qiskit's `depolarizing_error(4 p / 3, 1)`, whose
  /// parameter is the share of the state that becomes I / 2. At 3/4 nothing is left of a state.
  case depolarizing(pauliProbability: Double)
  /// X with this probability.
  case bitFlip(probability: Double)
  /// Z with this probability.
  case phaseFlip(probability: Double)
  /// |1> decays to |0> with this probability.
  case amplitudeDamping(probability: Double)
  /// The environment learns of |1> with this probability: coherences shrink by sqrt(1 - p), as in PennyLane and Qiskit.
  case phaseDamping(probability: Double)
  /// What happens to a qubit that waits: populations come to rest with T1, coherences vanish with T2, during `duration`; all
  /// three in the same unit. T2 is at most 2 T1. At rest a share `excitedPopulation` of the qubit is in |1>.
  case thermalRelaxation(t1: Double, t2: Double, duration: Double, excitedPopulation: Double = 0)
}

extension NoiseChannel {
  /// What is wrong with the channel's numbers, if anything, in a line.
  public var problem: String? {
    func outside(_ probability: Double, limit: Double = 1) -> String? {
      (0...limit).contains(probability)
        ? nil : "\(probability) is no probability of it: give a number from 0 to \(limit)"
    }
    switch self {
    case .depolarizing(let p): return outside(p)
    case .bitFlip(let p), .phaseFlip(let p), .amplitudeDamping(let p), .phaseDamping(let p):
      return outside(p)
    case .thermalRelaxation(let t1, let t2, let duration, let excited):
      guard t1 > 0, t2 > 0, duration >= 0, duration.isFinite, !t1.isNaN, !t2.isNaN else {
        return "T1 \(t1), T2 \(t2), duration \(duration): give positive times"
      }
      guard t2 <= 2 * t1 else { return "T2 \(t2) is more than twice T1 \(t1), which cannot be" }
      return outside(excited)
    }
  }

  /// What the channel does to the Bloch sphere.
  ///
  /// - Precondition: there is no ``problem``.
  public var blochMap: BlochMap {
    if let problem { preconditionFailure("\(self): \(problem)") }
    switch self {
    case .depolarizing(let p):
      let rest = 1 - 4 * p / 3
      return BlochMap(x: rest, y: rest, z: rest)
    case .bitFlip(let p): return BlochMap(x: 1, y: 1 - 2 * p, z: 1 - 2 * p)
    case .phaseFlip(let p): return BlochMap(x: 1 - 2 * p, y: 1 - 2 * p, z: 1)
    case .amplitudeDamping(let p):
      let coherence = (1 - p).squareRoot()
      return BlochMap(x: coherence, y: coherence, z: 1 - p, shift: p)
    case .phaseDamping(let p):
      let coherence = (1 - p).squareRoot()
      return BlochMap(x: coherence, y: coherence, z: 1)
    case .thermalRelaxation(let t1, let t2, let duration, let excited):
      let (population, coherence) = (Double.exp(-duration / t1), Double.exp(-duration / t2))
      return BlochMap(
        x: coherence, y: coherence, z: population, shift: (1 - 2 * excited) * (1 - population))
    }
  }

  /// The channel's Kraus operators; the sum of K^dagger K is the identity.
  ///
  /// - Precondition: there is no ``problem``.
  public var krausOperators: [Matrix2] {
    func mixture(_ parts: (Double, Matrix2)...) -> [Matrix2] {
      parts.filter { $0.0 > 0 }.map { Complex($0.0.squareRoot()) * $0.1 }
    }
    if let problem { preconditionFailure("\(self): \(problem)") }
    switch self {
    case .depolarizing(let p):
      return mixture((1 - p, .identity), (p / 3, .pauliX), (p / 3, .pauliY), (p / 3, .pauliZ))
    case .bitFlip(let p): return mixture((1 - p, .identity), (p, .pauliX))
    case .phaseFlip(let p): return mixture((1 - p, .identity), (p, .pauliZ))
    case .amplitudeDamping(let p):
      return [
        .diagonal(.one, Complex((1 - p).squareRoot())),
        Matrix2(.zero, Complex(p.squareRoot()), .zero, .zero),
      ]
    case .phaseDamping(let p):
      return [
        .diagonal(.one, Complex((1 - p).squareRoot())), .diagonal(.zero, Complex(p.squareRoot())),
      ]
    case .thermalRelaxation: return blochMap.krausOperators.map(\.matrix)
    }
  }

  /// The channel at another strength: probabilities, and the time that passes, times `factor`; a probability stays below that at
  /// which nothing more can go wrong.
  public func scaled(by factor: Double) -> NoiseChannel {
    precondition(factor >= 0 && factor.isFinite, "a noise \(factor) times as strong")
    return switch self {
    case .depolarizing(let p): .depolarizing(pauliProbability: min(factor * p, max(p, 0.75)))
    case .bitFlip(let p): .bitFlip(probability: min(factor * p, max(p, 0.5)))
    case .phaseFlip(let p): .phaseFlip(probability: min(factor * p, max(p, 0.5)))
    case .amplitudeDamping(let p): .amplitudeDamping(probability: min(factor * p, 1))
    case .phaseDamping(let p): .phaseDamping(probability: min(factor * p, 1))
    case .thermalRelaxation(let t1, let t2, let duration, let excited):
      .thermalRelaxation(
        t1: t1, t2: t2, duration: factor * duration, excitedPopulation: excited)
    }
  }
}
