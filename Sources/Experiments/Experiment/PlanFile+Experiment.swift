extension PlanFile {
  /// The plan made ready.
  ///
  /// - Throws: `PlanError`, with file and line, for what cannot be.
  public func experiment() throws(PlanError) -> Experiment {
    let plan = try plan()
    do throws(PlanError) {
      return try Experiment(plan)
    } catch {
      throw located(error)
    }
  }
}
