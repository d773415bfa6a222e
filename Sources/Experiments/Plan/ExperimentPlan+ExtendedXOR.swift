extension ExperimentPlan {
  /// The experiment of *Quantum Enhanced Knowledge Distillation* (2024), in our reading: `Examples/extended-xor.yaml`.
  public static let extendedXOR: ExperimentPlan = {
    do throws(PlanError) {
      return try PlanFile.extendedXOR.plan()
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}

extension PlanFile {
  /// The plan that `qdistill reproduce` runs, with its comments.
  public static let extendedXORText =
    String(decoding: PackageResources.extended_xor_yaml, as: UTF8.self)

  /// The same, read.
  public static let extendedXOR: PlanFile = {
    do throws(PlanError) {
      return try PlanFile(yaml: extendedXORText, name: "extended-xor.yaml")
    } catch {
      preconditionFailure("\(error)")
    }
  }()
}
