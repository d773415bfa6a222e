import QuantumSimulation

/// Under how much noise, and with how few shots, students are looked at after they were trained.
public struct RobustnessPlan: Sendable, Hashable {
  /// What goes wrong, at strength 1.
  public var noise: NoisePlan
  /// How many times as strong it is.
  public var strengths: [Double]
  /// How often each circuit is measured, without noise.
  public var shots: [Int]

  /// Strengths unless a plan says otherwise.
  public static let usualStrengths = [0, 0.5, 1, 2, 4]
  /// Numbers of shots unless a plan says otherwise.
  public static let usualShots = [4, 16, 64, 256, 1024, 4096]

  /// These amounts of noise and numbers of shots.
  public init(
    noise: NoisePlan, strengths: [Double] = usualStrengths, shots: [Int] = usualShots
  ) {
    self.noise = noise
    self.strengths = strengths
    self.shots = shots
  }

  /// How many trajectories stand for a noisy state of too many qubits for its density matrix.
  public static let trajectories = 1024

  /// The ways in which circuits are run: under noise of each of the strengths, then with each number of shots.
  ///
  /// - Parameter noise: the plan's noise, loaded.
  public func executions(_ noise: any CircuitNoise) -> [CircuitExecution] {
    strengths.map {
      $0 == 0
        ? .ideal
        : CircuitExecution(noise: noise, noiseStrength: $0, trajectories: Self.trajectories)
    } + shots.map { CircuitExecution(shots: $0) }
  }

  /// Makes sure that the numbers make sense.
  public func check(place: String) throws(PlanError) {
    if case .numbers(let numbers) = noise { _ = try numbers.makeModel(place: "\(place).noise") }
    if let strength = strengths.first(where: { !($0 >= 0) || !$0.isFinite }) {
      throw PlanError("\(place).strengths", "\(strength); strengths are numbers from 0 upwards")
    }
    if let count = shots.first(where: { $0 < 1 }) {
      throw PlanError("\(place).shots", "\(count); at least 1 is needed")
    }
    guard Set(strengths).count == strengths.count, strengths == strengths.sorted() else {
      throw PlanError("\(place).strengths", "give different strengths in ascending order")
    }
    guard Set(shots).count == shots.count, shots == shots.sorted() else {
      throw PlanError("\(place).shots", "give different numbers of shots in ascending order")
    }
    guard strengths.contains(0), strengths.contains(1) else {
      throw PlanError(
        "\(place).strengths", "0 and 1 must be among them: what noise does is the difference")
    }
  }
}

/// As `{noise: fake_manila, strengths: [0, 1, 2], shots: [100, 1000]}`; all but the noise may be left out.
extension RobustnessPlan: Codable {
  private enum CodingKeys: CodingKey {
    case noise, strengths, shots
  }

  /// Decodes a plan.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      noise: try container.decode(NoisePlan.self, forKey: .noise),
      strengths: try container.decodeIfPresent([Double].self, forKey: .strengths)
        ?? Self.usualStrengths,
      shots: try container.decodeIfPresent([Int].self, forKey: .shots) ?? Self.usualShots)
  }
}
