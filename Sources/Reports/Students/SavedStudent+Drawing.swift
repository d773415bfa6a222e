import Experiments
import QuantumSimulation

/// What stands for a student's parameters in a picture.
public enum ParameterLabels: Sendable, Hashable {
  /// Their trained values, in radians.
  case values
  /// Their names: θ0, θ1, ...
  case names
}

extension SavedStudent {
  /// All circuits of the student, each under a line that says which layer it is.
  public func circuitDrawings(_ labels: ParameterLabels = .values, width: Int = 80) -> String {
    circuitTexts(width: width) { layer, circuit in
      let drawing = layer.drawing(of: circuit, labels)
      return drawing.text(width: width) + "\n" + drawing.caption(width: width)
    }
  }

  /// All circuits of the student as the stages that are computed, each under a line that says which layer it is.
  public func compiledCircuits(width: Int = 80) -> String {
    circuitTexts(width: width) { $1.compiledDescription(width: width) }
  }

  /// All circuits of the student in one picture, in SVG, one below the other; `nil` if it has none.
  public func circuitSVG(_ labels: ParameterLabels = .values) -> String? {
    let sections = circuitLayers.map { layer, circuit, heading in
      CircuitSheet.Section(heading: heading, drawing: layer.drawing(of: circuit, labels))
    }
    return sections.isEmpty
      ? nil : CircuitSheet(title: "\(name): circuits", sections: sections).svg
  }

  private var circuitLayers: [(layer: LayerOutline, circuit: VariationalCircuit, heading: String)] {
    outline.enumerated().compactMap { index, layer in
      guard let circuit = layer.circuit else { return nil }
      let inputs = index > 0 ? "; x0, x1, ... are what layer \(index - 1) gives" : ""
      return (layer, circuit, "layer \(index): \(layer.summary)\(inputs)")
    }
  }

  private func circuitTexts(
    width: Int, _ text: (LayerOutline, VariationalCircuit) -> String
  ) -> String {
    let texts = circuitLayers.map { layer, circuit, heading in
      wrapped(heading, width: width, indent: "").map { $0 + "\n" }.joined() + "\n"
        + text(layer, circuit)
    }
    return texts.isEmpty
      ? withoutControls("\(name) has no circuit: all its layers are classical\n")
      : texts.joined(separator: "\n")
  }
}

extension SavedStudent.LayerOutline {
  fileprivate func drawing(
    of circuit: VariationalCircuit, _ labels: ParameterLabels
  ) -> CircuitDrawing {
    switch labels {
    case .values: CircuitDrawing(circuit, parameters: parameters)
    case .names: CircuitDrawing(circuit)
    }
  }
}
