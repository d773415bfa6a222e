import Distillation

extension TrainingSettings {
  /// More epochs or steps than anyone can wait for.
  private static let lengthLimit = 1_000_000_000

  /// Makes sure that a model can be trained so.
  func check(place: String, data: DataPlan) throws(PlanError) {
    let (key, count) =
      switch length {
      case .epochs(let count): ("epochs", count)
      case .steps(let count): ("steps", count)
      }
    guard (0...Self.lengthLimit).contains(count) else {
      throw PlanError("\(place).\(key)", "\(count); there may be 0 to \(Self.lengthLimit)")
    }
    guard batch >= 1 else {
      throw PlanError(place, "batches of \(batch) samples; at least 1 is needed")
    }
    do throws(InvalidSetting) {
      try optimizer.check()
    } catch {
      throw PlanError("\(place).optimizer", "\(error)")
    }
    if let clip, !(clip > 0 && clip.isFinite) {
      throw PlanError("\(place).clip", "\(clip); it must be above 0")
    }
    if let patience = earlyStopping?.patience, patience < 1 {
      throw PlanError("\(place).earlyStopping.patience", "\(patience) epochs; at least 1 is needed")
    }
    guard validationInterval >= 1 else {
      throw PlanError(
        "\(place).validateEvery", "\(validationInterval) epochs; at least 1 is needed")
    }
    guard data.hasValidation || !needsValidation else {
      throw PlanError(
        place,
        "the best epoch is chosen on the validation part, which has no samples: give it some, or leave out select "
          + "and earlyStopping")
    }
  }
}
