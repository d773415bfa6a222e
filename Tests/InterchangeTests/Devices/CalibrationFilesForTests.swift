import Foundation

/// Calibration files made by hand, as Qiskit writes them.
enum CalibrationSample {
  static func entry(_ name: String, _ value: Any, _ unit: String = "") -> [String: Any] {
    ["name": name, "value": value, "unit": unit, "date": "2026-01-01T00:00:00+00:00"]
  }

  static func qubit(t1: Double = 100, t2: Double = 80) -> [[String: Any]] {
    [
      entry("T1", t1, "us"), entry("T2", t2, "us"), entry("readout_error", 0.03),
      entry("prob_meas0_prep1", 0.04), entry("prob_meas1_prep0", 0.02),
      entry("readout_length", 5000, "ns"),
    ]
  }

  static func gate(
    _ name: String, _ qubits: [Int], error: Any? = 0.001, length: Double = 35
  ) -> [String: Any] {
    let parameters =
      (error.map { [entry("gate_error", $0)] } ?? []) + [entry("gate_length", length, "ns")]
    return [
      "gate": name, "qubits": qubits, "name": "\(name)\(qubits[0])", "parameters": parameters,
    ]
  }

  /// Three qubits in a line.
  static func properties(entangler: String = "cx") -> [String: Any] {
    let single = (0..<3).flatMap { qubit in
      ["rz", "sx", "x"].map { gate($0, [qubit], error: $0 == "rz" ? 0 : 0.001) }
    }
    let pairs = [[0, 1], [1, 0], [1, 2], [2, 1]].map {
      gate(entangler, $0, error: 0.01, length: 300)
    }
    return [
      "backend_name": "ibmq_made", "last_update_date": "2026-01-02T03:04:05+00:00",
      "qubits": (0..<3).map { _ in qubit() }, "gates": single + pairs, "general": [],
    ]
  }

  static func configuration(qubitCount: Int = 3) -> [String: Any] {
    [
      "backend_name": "ibmq_made", "n_qubits": qubitCount,
      "basis_gates": ["cx", "id", "rz", "sx", "x"], "default_rep_delay": 250.0,
      "max_experiments": 300, "gates": [["name": "cx", "coupling_map": "not read"]],
    ]
  }

  static func json(_ value: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
  }
}
