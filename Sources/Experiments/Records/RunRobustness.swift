/// How a trained run does under noise and with few shots: macro-F1 on the test part.
public struct RunRobustness: Sendable, Hashable, Codable {
  /// What was looked at.
  public let plan: RobustnessPlan
  /// At each strength of the noise, `[strengths]`, from exact expectation values.
  public let noise: [Double]
  /// With each number of shots, `[shots]`, without noise.
  public let shots: [Double]
}
