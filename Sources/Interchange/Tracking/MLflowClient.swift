import Foundation

/// What a tracker needs of MLflow's REST interface. Every call waits for the answer.
public struct MLflowClient: Sendable {
  /// Where the server is.
  public let address: MLflowAddress
  let transport: HTTPTransport

  /// As many as MLflow takes in one request; of all kinds together, too, no more than metrics alone.
  public static let (metricLimit, parameterLimit, tagLimit) = (1000, 100, 100)
  /// As many characters as MLflow takes of a parameter's value, a tag's, and the name of either.
  public static let (parameterLengthLimit, tagLengthLimit, keyLengthLimit) = (6000, 5000, 250)
  /// How many runs are asked for at a time.
  static let pageSize = 50

  /// A client.
  ///
  /// - Parameters:
  ///   - address: where the server is, and who asks.
  ///   - patience: how many seconds the server may be silent.
  ///   - hurriedPatience: how many once somebody waits.
  public init(_ address: MLflowAddress, patience: Double = 20, hurriedPatience: Double = 5) {
    self.address = address
    transport = HTTPTransport(
      authorization: address.authorization,
      patience: Patience(long: patience, short: hurriedPatience))
  }

  /// From now on somebody waits for the server.
  public func hurry() { transport.patience.hurry() }

  /// The experiment of this name, which is made if it is not there.
  public func experimentID(named name: String) throws(MLflowError) -> String {
    struct Created: Decodable {
      let experiment_id: String
    }
    if let id = try existingExperimentID(named: name) { return id }
    do throws(MLflowError) {
      let created: Created = try post("experiments/create", ["name": name])
      return created.experiment_id
    } catch .refused(_, code: "RESOURCE_ALREADY_EXISTS", _) {
      // Somebody else was faster.
      if let id = try existingExperimentID(named: name) { return id }
      throw .notMLflow(reason: "the experiment \(name) is there, and is not")
    }
  }

  private func existingExperimentID(named name: String) throws(MLflowError) -> String? {
    struct Found: Decodable {
      let experiment: MLflowExperiment
    }
    do throws(MLflowError) {
      let found: Found = try get("experiments/get-by-name", [("experiment_name", name)])
      guard found.experiment.stage == "active" else {
        throw .unusable(
          reason: "the experiment \(name) was deleted there: restore it, or rename the plan")
      }
      return found.experiment.id
    } catch .refused(_, code: "RESOURCE_DOES_NOT_EXIST", _) {
      return nil
    }
  }

  /// All runs of an experiment that a filter lets through, page by page; those in the bin are left out.
  public func runs(
    inExperiment id: String, where filter: String
  ) throws(MLflowError) -> [MLflowRun] {
    struct Search: Encodable {
      let experiment_ids: [String]
      let filter: String
      let max_results = MLflowClient.pageSize
      let page_token: String?
    }
    struct Page: Decodable {
      let runs: [MLflowRun]?
      let next_page_token: String?
    }
    var found: [MLflowRun] = []
    var token: String?
    repeat {
      let page: Page = try post(
        "runs/search", Search(experiment_ids: [id], filter: filter, page_token: token))
      found += page.runs ?? []
      token = page.next_page_token.flatMap { $0.isEmpty ? nil : $0 }
    } while token != nil
    return found
  }

  /// A new run, which has begun.
  ///
  /// - Parameters:
  ///   - id: the experiment, as ``experimentID(named:)`` gives it.
  ///   - name: what the run is called.
  ///   - startTime: when it began, in milliseconds since 1970.
  ///   - tags: what else is known of it; keys and values are shortened to what MLflow takes.
  ///   - existing: looks for the run, which a server that fails or hangs up may have made before; if it is there, it is not
  ///     made again.
  /// - Precondition: there are at most ``tagLimit`` tags.
  public func createRun(
    inExperiment id: String, named name: String, startTime: Int64, tags: [MLflowEntry],
    unless existing: () throws(MLflowError) -> MLflowRun?
  ) throws(MLflowError) -> MLflowRun {
    struct Creation: Encodable {
      let experiment_id, run_name: String
      let start_time: Int64
      let tags: [MLflowEntry]
    }
    struct Created: Decodable {
      let run: MLflowRun
    }
    precondition(tags.count <= Self.tagLimit, "\(tags.count) tags")
    let created = try make(
      "runs/create",
      Creation(experiment_id: id, run_name: name, start_time: startTime, tags: tags.map(\.short))
    ) { () throws(MLflowError) in
      try existing().map { Created(run: $0) }
    }
    return created.run
  }

  /// Says how a run did, in as many requests as it takes. To say the same again changes nothing.
  public func log(
    _ parameters: [MLflowEntry], _ metrics: [MLflowMetric], to run: MLflowRun
  ) throws(MLflowError) {
    struct Batch: Encodable {
      let run_id: String
      let params: [MLflowEntry]
      let metrics: [MLflowMetric]
    }
    var (parameters, metrics) = (parameters.map(\.shortParameter)[...], metrics[...])
    repeat {
      let batch = Batch(
        run_id: run.info.runID, params: Array(parameters.prefix(Self.parameterLimit)),
        metrics: Array(
          metrics.prefix(Self.metricLimit - min(parameters.count, Self.parameterLimit))))
      try send("runs/log-batch", batch)
      parameters = parameters.dropFirst(batch.params.count)
      metrics = metrics.dropFirst(batch.metrics.count)
    } while !parameters.isEmpty || !metrics.isEmpty
  }

  /// Ends a run.
  ///
  /// - Parameters:
  ///   - run: which one.
  ///   - status: how it ended.
  ///   - endTime: when it ended, in milliseconds since 1970.
  public func end(
    _ run: MLflowRun, _ status: MLflowStatus, endTime: Int64
  ) throws(MLflowError) {
    struct Update: Encodable {
      let run_id: String
      let status: MLflowStatus
      let end_time: Int64
    }
    try send(
      "runs/update", Update(run_id: run.info.runID, status: status, end_time: endTime))
  }

  /// Puts a file into a run's artifacts, in the place of one of the same name, through the server.
  ///
  /// - Throws: `MLflowError.unusable` if the server has its clients write to a store of its own choice.
  public func upload(
    _ contents: Data, as name: String, to run: MLflowRun
  ) throws(MLflowError) {
    guard let place = URLComponents(string: run.info.artifactURI),
      place.scheme == "mlflow-artifacts"
    else {
      throw .unusable(
        reason: "it keeps files at \(run.info.artifactURI), which it does not write itself "
          + "(mlflow server --serve-artifacts does)")
    }
    let path = "/api/2.0/mlflow-artifacts/artifacts\(place.path)/\(name)"
    _ = try transport.answer(
      HTTPTransport.Request(
        method: "PUT", url: address.url(path), body: contents, type: "application/octet-stream"))
  }
}

extension MLflowEntry {
  private func shortened(_ limit: Int) -> MLflowEntry {
    MLflowEntry(key.asKey.shortened(MLflowClient.keyLengthLimit), value.shortened(limit))
  }

  fileprivate var short: MLflowEntry { shortened(MLflowClient.tagLengthLimit) }
  fileprivate var shortParameter: MLflowEntry { shortened(MLflowClient.parameterLengthLimit) }
}

extension String {
  /// The text with `_` in the place of what MLflow takes in no name.
  fileprivate var asKey: String {
    String(map { $0.isASCII && ($0.isLetter || $0.isNumber || "_-. :/".contains($0)) ? $0 : "_" })
  }

  /// The text, or as much of it as fits, with dots at its end. MLflow counts code points.
  fileprivate func shortened(_ limit: Int) -> String {
    guard unicodeScalars.count > limit else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.prefix(limit - 3))) + "..."
  }
}
