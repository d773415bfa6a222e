/// A question that a sceptic asks of an experiment, and that further arms answer.
public enum Control: String, PlanName {
  /// Circuits whose angles stay as they were drawn.
  case frozenCircuit = "frozen-circuit"
  /// Circuits without the gates that entangle qubits, with every qubit measured: else parts of the model would be cut off too.
  case noEntanglement = "no-entanglement"
  /// Networks with one hidden layer and about the subject's number of parameters: relu, tanh and sine.
  case parameterMatched = "parameter-matched"
  /// No network at all.
  case logisticRegression = "logistic-regression"
  /// The teacher's choices in the place of its probabilities.
  case hardTeacher = "hard-teacher"
  /// The teacher's word goes to other samples of the same label and choice.
  case shuffledTeacher = "shuffled-teacher"
  /// Smoothed labels of the same mean entropy.
  case labelSmoothing = "label-smoothing"

  /// `control`
  public static let kind = "control"

  /// What a teacher's control makes of the teacher; `nil` for those of students.
  var weakening: ObjectiveTeacher.Weakening? {
    switch self {
    case .hardTeacher: .hard
    case .shuffledTeacher: .shuffled
    case .labelSmoothing: .smoothedLabels
    case .frozenCircuit, .noEntanglement, .parameterMatched, .logisticRegression: nil
    }
  }
}

/// An arm of a control, and the arm that it asks about.
struct ControlArm: Sendable {
  /// Which question it is.
  let control: Control
  /// The arm that is asked about.
  let student: StudentPlan
  let objective: ObjectivePlan
  /// The arm that answers.
  let controlStudent: StudentPlan
  let controlObjective: ObjectivePlan
}
