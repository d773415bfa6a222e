import Experiments
import HybridModels
import QuantumSimulation

extension HTMLReport {
  /// Drawings of the students' circuits: equal ones once.
  var circuits: Section? {
    let drawings = circuitDrawings
    return Section("circuits", "Circuits") {
      for (index, drawing) in drawings.enumerated() {
        PageElement("figure") {
          PageElement("h3") { drawing.students.joined(separator: ", ") }
          if drawing.circuit.circuit.operations.count <= Self.gateLimit {
            PageElement("div", ["class": "panels"]) {
              CircuitSheet(
                title: "Circuit of \(drawing.students.joined(separator: ", "))",
                sections: [.init(heading: nil, drawing: CircuitDrawing(drawing.circuit))]
              ).picture.inPage(id: "circuit-\(index)")
            }
          } else {
            PageElement.paragraph(
              "\(drawing.circuit.circuit.operations.count) gates are too many to be drawn here; qdistill draw does it."
            )
          }
        }
      }
    }
  }

  /// A page has room for so many gates.
  private static let gateLimit = 400

  private var circuitDrawings: [(students: [String], circuit: VariationalCircuit)] {
    var drawings: [(students: [String], circuit: VariationalCircuit)] = []
    for (name, model) in data.experiment.students {
      for circuit in model.layers.compactMap({ ($0 as? CircuitLayer)?.circuit }) {
        if let place = drawings.firstIndex(where: { $0.circuit == circuit }) {
          if !drawings[place].students.contains(name) { drawings[place].students.append(name) }
        } else {
          drawings.append(([name], circuit))
        }
      }
    }
    return drawings
  }
}
