import Distillation
import Experiments
import QuantumSimulation

// Parts of a plan in a few words.

extension CircuitPlan {
  /// The circuit in a few words, such as `circuit: 4 qubits, angle embedding, strongly-entangling x 5`.
  public var summary: String { "circuit: " + details }

  /// What distinguishes the circuit from others, such as `4 qubits, angle embedding, strongly-entangling x 5`.
  var details: String {
    let isUsual = ansatz.entanglement == ansatz.name.defaultEntanglement
    let parts = [
      qubits.map { "\($0) qubits" }, "\(embedding?.name.rawValue ?? "no") embedding",
      "\(ansatz.name.rawValue) x \(ansatz.layers)\(ansatz.mirrored ? ", mirrored" : "")",
      ansatz.entanglement.flatMap { isUsual ? nil : "\($0.rawValue) entanglement" },
      ansatz.entangled ? nil : "not entangled",
      reupload ? "re-uploading" : nil,
      measure.inWords,
      frozen ? "frozen" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}

extension MeasurementPlan {
  /// What is measured, such as `Z of qubits 0 and 1`; `nil` if it is what the ansatz leaves.
  var inWords: String? {
    func words(_ qubits: [Int]) -> String {
      (qubits.count == 1 ? "qubit " : "qubits ")
        + qubits.map(String.init).joined(separator: " and ")
    }
    return switch self {
    case .remaining: nil
    case .z(let qubits): "Z of \(words(qubits))"
    case .probabilities(let qubits): "probabilities of \(words(qubits))"
    case .paulis(let strings): strings.map(\.description).joined(separator: " and ")
    }
  }
}

extension ObjectivePlan {
  /// The objective in a few words, such as `distilled = 0.5 crossEntropy + 0.5 logits (temperature 2)`.
  var summary: String {
    let terms = terms.map(\.term).map { term in
      "\(term.weight) \(type(of: term).name)" + (term.summary.isEmpty ? "" : " (\(term.summary))")
    }
    return "\(name) = \(terms.joined(separator: " + "))"
  }
}
