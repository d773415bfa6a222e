// What MLflow's REST interface (2.0) says and hears.

/// A name with a text: a parameter or a tag.
public struct MLflowEntry: Sendable, Hashable, Codable {
  /// The name.
  public let key: String
  /// The text.
  public let value: String

  /// A parameter or a tag.
  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// A number at a step.
public struct MLflowMetric: Sendable, Hashable, Encodable {
  /// What was measured.
  public let key: String
  /// The number.
  public let value: Double
  /// When, in milliseconds since 1970.
  public let timestamp: Int64
  /// After how many steps.
  public let step: Int

  /// A number at a step.
  public init(_ key: String, _ value: Double, step: Int, timestamp: Int64) {
    self.key = key
    self.value = value
    self.timestamp = timestamp
    self.step = step
  }
}

/// A run as a server knows it.
public struct MLflowRun: Sendable, Hashable, Decodable {
  /// What is known of it from the start.
  public let info: Info
  /// What was said of it.
  public let data: Contents

  /// What is known of a run from the start.
  public struct Info: Sendable, Hashable, Decodable {
    /// Its name on the server.
    public let runID: String
    /// How far it is.
    public let status: String
    /// When it began, in milliseconds since 1970.
    public let startTime: Int64
    /// Where its files go.
    public let artifactURI: String

    private enum CodingKeys: String, CodingKey {
      case runID = "run_id"
      case status
      case startTime = "start_time"
      case artifactURI = "artifact_uri"
    }
  }

  /// What was said of a run.
  public struct Contents: Sendable, Hashable, Decodable {
    /// Its tags; a server leaves out what is empty.
    public let tags: [MLflowEntry]?
  }

  /// Whether it has ended, well or not.
  public var hasEnded: Bool { info.status != "RUNNING" && info.status != "SCHEDULED" }

  /// The text of a tag.
  public func tag(_ key: String) -> String? { data.tags?.first { $0.key == key }?.value }
}

struct MLflowExperiment: Decodable {
  let id: String
  let stage: String

  private enum CodingKeys: String, CodingKey {
    case id = "experiment_id"
    case stage = "lifecycle_stage"
  }
}

/// How a run ended.
public enum MLflowStatus: String, Sendable, Codable {
  /// Well.
  case finished = "FINISHED"
  /// Not well.
  case failed = "FAILED"
}
