import Distillation
import Experiments
import Foundation

/// Results made up by hand, from the JSON of a result file: two students, two objectives, four seeds.
///
/// - Parameter p: the adjusted p value of whatever the objective changes.
func sampleResults(
  seeds: Int = 30, failing: Bool = false, withRelu: Bool = false, p: Double = 0.0004,
  missing: Int = 0, jobs: Int? = 2
) throws -> ExperimentResults {
  var plan = ExperimentPlan.extendedXOR
  plan.seeds = seeds
  let names = ["classical-195", "hybrid-74-frozen"] + (withRelu ? ["classical-75-relu"] : [])
  plan.students = plan.students.filter { names.contains($0.name) }
  plan.subject = "hybrid-74-frozen"
  let planJSON = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
  let unit = #"{"mean": 0.5, "sd": 0.1, "values": [0.4, 0.5, 0.6, 0.5]}"#
  func arm(
    _ student: String, _ objective: String, _ mean: Double, parameters: Int, trained: Int
  ) -> String {
    """
    {"student": "\(student)", "objective": "\(objective)", "parameters": \(parameters),
     "quantumParameters": \(parameters == 74 ? 60 : 0), "classicalParameters": 14,
     "trainedParameters": \(trained), "inactiveParameters": 8, "failedSeeds": \(failing ? 1 : 0),
     "missingSeeds": \(missing), "outcomes": [],
     "macroF1": {"mean": \(mean), "sd": 0.0213, "values": [0.7, 0.7, 0.7, 0.7]},
     "accuracy": \(unit), "calibrationError": \(unit), "teacherAgreement": \(unit),
     "teacherDivergence": \(unit), "validationMacroF1": \(unit), "finalLoss": \(unit)}
    """
  }
  func difference(_ mean: Double, _ low: Double, _ high: Double, p: Double = 0.0123) -> String {
    #"""
    "pairs": \#(seeds), "meanDifference": \#(mean), "confidence95": [\#(low), \#(high)], "winRate": 0.75,
    "wilcoxonP": \#(p / 2), "holmP": \#(p), "cliffsDelta": 0.625, "seedsToShow001": 77
    """#
  }
  // A classical student that does worse than the other, but comes last, where a mere scan would end.
  let reluArms =
    !withRelu
    ? ""
    : ["labels", "distilled"].map {
      "," + arm("classical-75-relu", $0, 0.6, parameters: 75, trained: 75)
    }.joined()
  let reluComparison = { (names: String) in
    withRelu
      ? ", {\"student\": \"hybrid-74-frozen\", \"controlStudent\": \"classical-75-relu\", \(names), "
        + difference(-0.1, -0.2, -0.05) + "}" : ""
  }
  let json = """
    {"format": "qdistill-results/1", "plan": \(planJSON), "bayesOptimalF1": 0.8641,
     "provenance": {"version": "9.9", "swift": "6.3", "os": "Linux", "cpu": "a processor",
      "instructionSet": "baseline", "threads": \(jobs.map(String.init) ?? "null"), "dataSHA256": "abc", "seconds": 12.34, "runSeconds": 20.5},
     "teacher": {"parameters": 1251, "failedSeeds": 0, "missingSeeds": \(missing), "outcomes": [],
      "macroF1": {"mean": 0.8416, "sd": 0.0123, "values": [0.84, 0.84, 0.84, 0.84]}},
     "arms": [\(arm("classical-195", "labels", 0.7681, parameters: 195, trained: 195)),
              \(arm("classical-195", "distilled", 0.7932, parameters: 195, trained: 195)),
              \(arm("hybrid-74-frozen", "labels", 0.52, parameters: 74, trained: 14)),
              \(arm("hybrid-74-frozen", "distilled", 0.534, parameters: 74, trained: 14)),
              \(arm("hybrid-74-frozen", "distilled-hard-teacher", 0.53, parameters: 74, trained: 14)),
              \(arm("classical-195", "distilled-hard-teacher", 0.78, parameters: 195, trained: 195))\(reluArms)],
     "comparisons": [
      {"student": "classical-195", "treatment": "distilled", "control": "labels",
       \(difference(0.0251, 0.018, 0.033, p: p))},
      {"student": "hybrid-74-frozen", "treatment": "distilled", "control": "labels",
       \(difference(0.014, -0.027, 0.059, p: 0.6))}],
     "studentComparisons": [
      {"student": "hybrid-74-frozen", "controlStudent": "classical-195", "objective": "labels",
       \(difference(-0.25, -0.3, -0.2))},
      {"student": "hybrid-74-frozen", "controlStudent": "classical-195", "objective": "distilled",
       \(difference(-0.26, -0.31, -0.21))}\(reluComparison("\"objective\": \"distilled\""))],
     "gainComparisons": [
      {"student": "hybrid-74-frozen", "controlStudent": "classical-195", "treatment": "distilled",
       "control": "labels", \(difference(-0.011, -0.05, 0.03, p: 0.031))}],
     "controlComparisons": [
      {"control": "hard-teacher", "student": "hybrid-74-frozen", "objective": "distilled",
       "controlStudent": "hybrid-74-frozen", "controlObjective": "distilled-hard-teacher",
       \(difference(0.004, -0.01, 0.02, p: 0.4))},
      {"control": "hard-teacher", "student": "classical-195", "objective": "distilled",
       "controlStudent": "classical-195", "controlObjective": "distilled-hard-teacher",
       \(difference(0.013, 0.005, 0.02, p: 0.002))}]}
    """
  return try JSONDecoder().decode(ExperimentResults.self, from: Data(json.utf8))
}
