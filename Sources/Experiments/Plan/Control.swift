/// A question that a sceptic asks of an experiment, and that further arms answer.
public enum Control: String, PlanName {
  /// Does it matter that the circuit is trained? Its angles stay as they were drawn.
  case frozenCircuit = "frozen-circuit"
  /// Does entanglement matter? Without the gates that entangle qubits, with every qubit measured: else parts of the model would
  /// be cut off too.
  case noEntanglement = "no-entanglement"
  /// Would a classical network of that size do? One hidden layer, with the number of units that comes nearest to the subject's
  /// number of parameters: relu, tanh and sine.
  case parameterMatched = "parameter-matched"
  /// Does anyone need a network, let alone a circuit?
  case logisticRegression = "logistic-regression"
  /// Is it soft information, or only cleaner labels? The teacher's choices in the place of its probabilities.
  case hardTeacher = "hard-teacher"
  /// Is it what the teacher knows of each sample, or a regulariser? Its word goes to other samples of the same label and choice.
  case shuffledTeacher = "shuffled-teacher"
  /// Likewise: smoothed labels of the same mean entropy.
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
