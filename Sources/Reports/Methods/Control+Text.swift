import Experiments

extension Control {
  /// What a sceptic asks, and how it is answered.
  var question: String {
    switch self {
    case .frozenCircuit:
      "does it matter that the circuit is trained? Its angles stay as they were drawn."
    case .noEntanglement:
      "does entanglement matter? The gates that entangle qubits are left out; every qubit is measured."
    case .parameterMatched:
      "would a classical network of that size do? One hidden layer, the nearest number of parameters; relu, tanh and sine."
    case .logisticRegression: "does anyone need a network, let alone a circuit?"
    case .hardTeacher:
      "is it soft information, or only cleaner labels? The teacher's choices in the place of its probabilities."
    case .shuffledTeacher:
      "is it what the teacher knows of each sample? Its word goes to other samples of the same label and choice."
    case .labelSmoothing:
      "is it a regulariser? Smoothed labels of the same mean entropy, weight and temperature."
    }
  }

  /// What was trained beside, in a paragraph of methods.
  var method: String {
    switch self {
    case .frozenCircuit: "circuits that were not trained"
    case .noEntanglement: "circuits without entangling gates"
    case .parameterMatched: "classical networks with as many parameters"
    case .logisticRegression: "a logistic regression"
    case .hardTeacher: "the teacher's choices in the place of its probabilities"
    case .shuffledTeacher:
      "its probabilities shuffled among samples of the same label and choice"
    case .labelSmoothing: "smoothed labels of the same mean entropy"
    }
  }
}
