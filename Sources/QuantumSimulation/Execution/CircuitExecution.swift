import Arithmetic

/// How circuits are run: ideally and exactly unless something else is said; with noise, from a number of shots, or both.
///
/// Equal ones give equal results, from equal random numbers.
public struct CircuitExecution: Sendable {
  /// What goes wrong; `nil` for nothing.
  public var noise: (any CircuitNoise)?
  /// How many times as strong the noise is.
  public var noiseStrength: Double
  /// How often each gate is done, undone and done again, to have more noise: see ``NoisyCircuit/folded(_:)``. With several
  /// numbers the circuit is run with each, and what comes out is extrapolated to no noise: ``usualFoldings``.
  public var foldings: [Int]
  /// How many trajectories stand for a state of more qubits than a density matrix is computed for.
  public var trajectories: Int
  /// How often each circuit is measured; `nil` for expectation values as infinitely many shots would give them.
  public var shots: Int?
  /// How derivatives are found where there are shots.
  public var shotGradient: ShotGradient
  /// Whether what is measured is corrected for how qubits are misread, which must be known: by the inverse of each qubit's
  /// ``ReadoutError``.
  public var correctsReadout: Bool

  /// A way to run circuits; without arguments the ideal one.
  public init(
    noise: (any CircuitNoise)? = nil, noiseStrength: Double = 1, foldings: [Int] = [1],
    trajectories: Int = 128, shots: Int? = nil, shotGradient: ShotGradient = .parameterShift,
    correctsReadout: Bool = false
  ) {
    self.noise = noise
    self.noiseStrength = noiseStrength
    self.foldings = foldings
    self.trajectories = trajectories
    self.shots = shots
    self.shotGradient = shotGradient
    self.correctsReadout = correctsReadout
  }

  /// Nothing goes wrong, and expectation values are exact.
  public static let ideal = CircuitExecution()

  /// Once and three times: a straight line to no noise. Temme et al., *Error mitigation for short-depth quantum circuits* (2017).
  public static let usualFoldings = [1, 3]

  /// Whether circuits are run as they are simulated without devices in mind.
  public var isIdeal: Bool { noise == nil && shots == nil }
  /// Whether results depend on random numbers, for a circuit of so many qubits.
  public func isRandom(qubitCount: Int) -> Bool {
    shots != nil || (noise != nil && qubitCount > CompiledNoisyCircuit.densityMatrixQubits)
  }

  /// A circuit with its noise, if there is any; with the first folding.
  public func noisy(_ circuit: VariationalCircuit) -> NoisyCircuit? {
    guard let noise else { return nil }
    var noisy = noise.applied(to: circuit)
    if noiseStrength != 1 { noisy = noisy.scaled(by: noiseStrength) }
    if foldings[0] != 1 { noisy = noisy.folded(foldings[0]) }
    if correctsReadout && shots == nil {
      // Of infinitely many shots nothing is left of errors that are known.
      noisy.readout = noisy.readout.map { _ in .none }
    }
    return noisy
  }

  /// What keeps a circuit from being run so, if anything, in a line.
  public func problem(with circuit: VariationalCircuit) -> String? {
    if let problem = noise?.problem(with: circuit) ?? settingsProblem { return problem }
    let limit = CompiledNoisyCircuit.probabilityQubits
    let groups = shots == nil ? [] : MeasurementGroup.groups(of: circuit.measurement)
    let measured: Int
    switch circuit.measurement {
    case .probabilities(let qubits): measured = noise == nil && shots == nil ? 0 : qubits.count
    case .expectationValues: measured = groups.map(\.qubits.count).max() ?? 0
    }
    if measured > limit {
      return
        "\(measured) qubits are measured together; with noise or shots at most \(limit) can be: measure fewer"
    }
    if correctsReadout, shots != nil {
      let readout = noisy(circuit)?.readout ?? []
      if let qubit = readout.indices.first(where: { readout[$0].scale == 0 }) {
        let error = readout[qubit]
        return
          "qubit \(qubit) is read at random (as 1 with probability \(error.oneGivenZero) in |0>, as 0 with "
          + "\(error.zeroGivenOne) in |1>): that cannot be corrected; measure others, or leave out the correction"
      }
    }
    return nil
  }

  /// What is wrong with the numbers, if anything, whatever the circuit.
  private var settingsProblem: String? {
    if !(noiseStrength >= 0) || !noiseStrength.isFinite {
      return "noise \(noiseStrength) times as strong; give a number from 0 upwards"
    }
    if trajectories < 1 { return "\(trajectories) trajectories; at least 1 is needed" }
    if let shots, shots < 1 { return "\(shots) shots; at least 1 is needed" }
    if foldings.isEmpty || Set(foldings).count < foldings.count
      || foldings.contains(where: { $0 < 1 || $0 % 2 == 0 })
    {
      return "gates folded \(foldings) times; give different odd numbers"
    }
    if case .spsa(let step, let directions) = shotGradient, shots != nil {
      if !(step > 0) || !step.isFinite { return "a step of \(step); give a positive one" }
      if directions < 1 { return "\(directions) directions; at least 1 is needed" }
    }
    return nil
  }

  /// A circuit in the form whose passes run it so.
  ///
  /// - Precondition: there is no ``problem(with:)``.
  public func passes(of circuit: VariationalCircuit) -> any CircuitPasses {
    if let problem = problem(with: circuit) { preconditionFailure(problem) }
    if foldings.count > 1 { return ExtrapolatedCircuit(circuit, self) }
    if shots != nil { return SampledCircuit(circuit, self) }
    return exactPasses(of: circuit)
  }

  /// The same as if there were infinitely many shots.
  private func exactPasses(of circuit: VariationalCircuit) -> any CircuitPasses {
    guard let noisy = noisy(circuit) else { return CompiledCircuit(circuit) }
    return CompiledNoisyCircuit(noisy, trajectories: trajectories)
  }
}

extension CircuitExecution: Hashable {
  /// Whether both give the same results.
  public static func == (left: CircuitExecution, right: CircuitExecution) -> Bool {
    left.key == right.key
  }

  /// Hashes everything.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }

  private var key: [AnyHashable?] {
    [
      noise.map { AnyHashable($0) }, noiseStrength, foldings, trajectories, shots, shotGradient,
      correctsReadout,
    ]
  }
}

/// How derivatives are found from shots.
public enum ShotGradient: Sendable, Hashable {
  /// Two runs of the circuit for each place of an angle (four in controlled rotations): no bias. Mitarai et al. 2018, Schuld et al.
  /// 2019; see ``GradientMethod/parameterShift``.
  case parameterShift
  /// Two runs for each of so many random directions, in which all angles move by `step` radians at once. Spall, *Multivariate
  /// stochastic approximation using a simultaneous perturbation gradient approximation* (1992). The bias is of the order of the
  /// step's square.
  case spsa(step: Double = 0.2, directions: Int = 1)
}
