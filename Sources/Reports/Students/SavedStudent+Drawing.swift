import Experiments
import QuantumSimulation

/// How a student's circuits are drawn.
public enum StudentDrawingStyle: Sendable, Hashable {
  /// With the trained angles, in radians.
  case angles
  /// With the names of the parameters.
  case names
  /// As the stages that are computed.
  case compiled
}

extension SavedStudent {
  /// All circuits of the student, each under a line that says which layer it is.
  public func circuitDrawings(_ style: StudentDrawingStyle, width: Int = 80) -> String {
    let drawings = outline.enumerated().compactMap { index, layer -> String? in
      guard let circuit = layer.circuit else { return nil }
      let inputs = index > 0 ? "; x0, x1, ... are what layer \(index - 1) gives" : ""
      let title = wrapped("layer \(index): \(layer.summary)\(inputs)", width: width, indent: "")
      return title.map { $0 + "\n" }.joined() + "\n"
        + drawing(of: circuit, layer.parameters, style, width: width)
    }
    return drawings.isEmpty
      ? withoutControls("\(name) has no circuit: all its layers are classical\n")
      : drawings.joined(separator: "\n")
  }

  private func drawing(
    of circuit: VariationalCircuit, _ parameters: [Double], _ style: StudentDrawingStyle,
    width: Int
  ) -> String {
    let drawing =
      switch style {
      case .compiled: CircuitDrawing?.none
      case .names: CircuitDrawing(circuit)
      case .angles: CircuitDrawing(circuit, parameters: parameters)
      }
    guard let drawing else { return circuit.compiledDescription(width: width) }
    return drawing.text(width: width) + "\n" + drawing.caption(width: width)
  }
}
