import QuantumSimulation

/// What goes wrong when circuits run.
public enum NoisePlan: Sendable, Hashable {
  /// The same after every gate of the circuit as it is written.
  case numbers(NoiseNumbers)
  /// What a device's calibrations say, on the circuit as that device runs it: its name, or a file of calibrations; and, once they
  /// were read, their SHA-256 in hexadecimal.
  case device(String, sha256: String? = nil)

  /// What a text says: `depolarizing=0.01,readout=0.02`, or a device or a file.
  ///
  /// - Parameters:
  ///   - text: numbers if it has a `=` in it; else a device's name, or a file of calibrations.
  ///   - place: what the text was given for, for messages.
  /// - Throws: `PlanError` for numbers that cannot be.
  public init(text: String, place: String) throws(PlanError) {
    guard text.contains("=") else {
      self = .device(text)
      return
    }
    let numbers = try NoiseNumbers(text: text, place: place)
    _ = try numbers.makeModel(place: place)
    self = .numbers(numbers)
  }
}

extension NoisePlan: CustomStringConvertible {
  /// As ``init(text:place:)`` reads it.
  public var description: String {
    switch self {
    case .numbers(let numbers): numbers.description
    case .device(let name, _): name
    }
  }
}

extension NoisePlan {
  private enum DeviceKeys: CodingKey {
    case device, sha256
  }
}

/// As a mapping of numbers, a text, or `{device: fake_manila, sha256: ...}`.
extension NoisePlan: Codable {
  /// Decodes a noise.
  public init(from decoder: any Decoder) throws {
    guard let container = try? decoder.singleValueContainer(),
      let text = try? container.decode(String.self)
    else {
      let container = try decoder.container(keyedBy: DeviceKeys.self)
      if let name = try container.decodeIfPresent(String.self, forKey: .device) {
        self = .device(
          name, sha256: try container.decodeIfPresent(String.self, forKey: .sha256))
      } else {
        self = .numbers(try NoiseNumbers(from: decoder))
      }
      return
    }
    do throws(PlanError) {
      try self.init(text: text, place: "")
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.problem)
    }
  }

  /// Encodes the noise.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .numbers(let numbers): try numbers.encode(to: encoder)
    case .device(let name, sha256: nil): try name.encode(to: encoder)
    case .device(let name, let sha256?):
      var container = encoder.container(keyedBy: DeviceKeys.self)
      try container.encode(name, forKey: .device)
      try container.encode(sha256, forKey: .sha256)
    }
  }
}
