extension FigureSource {
  /// All figures that this experiment has.
  var figures: [Figure] {
    [
      seedScores, differences, learningCurves, trainingLosses, decisionRegions, confusions,
      reliability, parameters, tuning, robustnessToNoise, robustnessToShots,
    ].compactMap { $0 }
  }
}
