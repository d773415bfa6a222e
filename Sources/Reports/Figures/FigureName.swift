/// What the files of figures are called.
enum FigureName: String, Sendable, CaseIterable, CustomStringConvertible {
  case seedScores = "f1-by-seed"
  case differences
  case learningCurves = "learning-curves"
  case trainingLoss = "training-loss"
  case decisionRegions = "decision-regions"
  case confusion, reliability, parameters, tuning, noise, shots
  /// Of a compression, not of a report.
  case front

  /// Those that a report can have.
  static let ofReports = allCases.filter { $0 != .front }

  var description: String { rawValue }
}
