import QuantumSimulation

/// What goes wrong after each gate of a circuit as it is written, and in its measurement, in numbers: those of a
/// ``NoiseModel``.
public struct NoiseNumbers: Sendable, Hashable {
  /// The numbers that are given; without one, that does not happen.
  public var values: [Name: Double]

  /// These numbers.
  public init(_ values: [Name: Double]) {
    self.values = values
  }

  /// What the numbers are called. Channels happen in this order.
  public enum Name: String, PlanName, CodingKey {
    /// ``NoiseChannel/depolarizing(pauliProbability:)`` of each qubit.
    case depolarizing
    /// After gates of several qubits, on them together: ``NoiseModel/jointPauliProbability``.
    case jointDepolarizing
    /// ``NoiseChannel/bitFlip(probability:)``
    case bitFlip
    /// ``NoiseChannel/phaseFlip(probability:)``
    case phaseFlip
    /// ``NoiseChannel/amplitudeDamping(probability:)``
    case amplitudeDamping
    /// ``NoiseChannel/phaseDamping(probability:)``
    case phaseDamping
    /// ``NoiseChannel/thermalRelaxation(t1:t2:duration:excitedPopulation:)``: T1, T2 and the time that a gate takes, in one unit.
    case t1, t2, duration
    /// Likewise; 0 if it is not given.
    case excitedPopulation
    /// ``NoiseModel/overRotation``
    case overRotation
    /// ``ReadoutError/init(probability:)``
    case readout
    /// ``ReadoutError/oneGivenZero`` and ``ReadoutError/zeroGivenOne``, instead of `readout`.
    case oneGivenZero, zeroGivenOne

    /// `noise`
    public static let kind = "noise"
  }

  /// The model.
  ///
  /// - Throws: `PlanError` for numbers that cannot be, at this place.
  func makeModel(place: String) throws(PlanError) -> NoiseModel {
    func channel(
      _ name: Name, _ make: (Double) -> NoiseChannel
    ) throws(PlanError) -> [NoiseChannel] {
      guard let value = values[name] else { return [] }
      let channel = make(value)
      if let problem = channel.problem { throw PlanError("\(place).\(name.rawValue)", problem) }
      return [channel]
    }
    var channels = try channel(.depolarizing) { .depolarizing(pauliProbability: $0) }
    channels += try channel(.bitFlip) { .bitFlip(probability: $0) }
    channels += try channel(.phaseFlip) { .phaseFlip(probability: $0) }
    channels += try channel(.amplitudeDamping) { .amplitudeDamping(probability: $0) }
    channels += try channel(.phaseDamping) { .phaseDamping(probability: $0) }
    channels += try thermalRelaxation(place: place)
    let model = NoiseModel(
      channels: channels, jointPauliProbability: values[.jointDepolarizing] ?? 0,
      overRotation: values[.overRotation] ?? 0, readout: try readout(place: place))
    if let problem = model.problem { throw PlanError(place, problem) }
    return model
  }

  private func thermalRelaxation(place: String) throws(PlanError) -> [NoiseChannel] {
    let times = [Name.t1, .t2, .duration]
    guard let missing = times.first(where: { values[$0] == nil }) else {
      let channel = NoiseChannel.thermalRelaxation(
        t1: values[.t1]!, t2: values[.t2]!, duration: values[.duration]!,
        excitedPopulation: values[.excitedPopulation] ?? 0)
      if let problem = channel.problem { throw PlanError(place, problem) }
      return [channel]
    }
    if times.contains(where: { values[$0] != nil }) || values[.excitedPopulation] != nil {
      throw PlanError(
        place, "\(missing.rawValue) is missing: thermal relaxation needs t1, t2 and duration")
    }
    return []
  }

  private func readout(place: String) throws(PlanError) -> ReadoutError {
    let pair = [Name.oneGivenZero, .zeroGivenOne]
    guard pair.contains(where: { values[$0] != nil }) else {
      return ReadoutError(probability: values[.readout] ?? 0)
    }
    guard values[.readout] == nil else {
      throw PlanError(place, "give readout, or oneGivenZero and zeroGivenOne, not both")
    }
    return ReadoutError(
      oneGivenZero: values[.oneGivenZero] ?? 0, zeroGivenOne: values[.zeroGivenOne] ?? 0)
  }
}

/// As a mapping: `{depolarizing: 0.01, readout: 0.02}`.
extension NoiseNumbers: Codable {
  /// Decodes numbers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    var values: [Name: Double] = [:]
    for name in Name.allCases {
      values[name] = try container.decodeIfPresent(Double.self, forKey: name)
    }
    self.init(values)
  }

  /// Encodes the numbers that are given.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for name in Name.allCases { try container.encodeIfPresent(values[name], forKey: name) }
  }
}

/// As a text: `depolarizing=0.01,readout=0.02`.
extension NoiseNumbers: CustomStringConvertible {
  /// The numbers that are given.
  public var description: String {
    Name.allCases.compactMap { name in values[name].map { "\(name.rawValue)=\($0)" } }
      .joined(separator: ",")
  }

  /// Reads such a text.
  ///
  /// - Throws: `PlanError` that says what is wrong with it, at this place.
  init(text: String, place: String) throws(PlanError) {
    var values: [Name: Double] = [:]
    for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmed }
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
        throw PlanError(
          place, "\"\(pair.trimmed)\" should be a name and a number, as in depolarizing=0.01")
      }
      let name: Name
      do throws(UnknownName) {
        name = try Name(named: parts[0])
      } catch {
        throw PlanError(place, "\(error)")
      }
      guard values.updateValue(value, forKey: name) == nil else {
        throw PlanError(place, "\(name.rawValue) is given twice")
      }
    }
    self.init(values)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
