import HybridModels
import NeuralNetworks
import QuantumSimulation

/// A layer of a student's plan, and which of the model's parameters are its.
struct LayerShare {
  /// Its place in the plan, from 0.
  let number: Int
  /// Its place in the model, which counts activations too.
  let layer: Int
  /// `dense`, `circuit` or `scale`.
  let kind: String
  /// Its part of the parameter vector.
  let range: Range<Int>
  /// Its circuit, if it is one.
  let circuit: Circuit?
  /// The parts of a circuit's parameters that stand before the layers of its ansatz, and those of each layer.
  let firstParameters: Range<Int>
  let circuitLayers: [Range<Int>]
}

extension StudentPlan {
  /// The layers, with their parameters in a model of this plan.
  func shares(of model: Model) -> [LayerShare] {
    let places = model.plannedLayers
    return layers.indices.map { number in
      let layer = places[number]
      let range = model.parameterRanges[layer]
      func share(_ kind: String) -> LayerShare {
        LayerShare(
          number: number, layer: layer, kind: kind, range: range, circuit: nil,
          firstParameters: range.lowerBound..<range.lowerBound, circuitLayers: [])
      }
      switch layers[number] {
      case .dense: return share("dense")
      case .scale: return share("scale")
      case .circuit(let plan):
        let circuit = (model.layers[layer] as! CircuitLayer).circuit.circuit
        let shares = plan.parameterShares(of: circuit)
        func moved(_ part: Range<Int>) -> Range<Int> {
          range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound
        }
        return LayerShare(
          number: number, layer: layer, kind: "circuit", range: range, circuit: circuit,
          firstParameters: moved(shares.first), circuitLayers: shares.layers.map(moved))
      }
    }
  }
}

extension LayerShare {
  /// Some of the layer's parameters in words, such as `8 of 60 angles of layer 1: 1st rz, ry, 2nd rz of qubits 0, 1 and 2nd rz of
  /// qubits 2, 3 in circuit layer 5`; `nil` for none.
  func text(of parameters: Set<Int>) -> String? {
    if parameters.isEmpty { return nil }
    func count(_ what: String) -> String {
      "\(parameters.count) of \(range.count) \(what) of layer \(number)"
    }
    guard let circuit else { return count("parameters") }
    let names = AngleNames(circuit)
    let parts = ([firstParameters] + circuitLayers).enumerated().compactMap { index, part in
      let places = part.filter(parameters.contains).map { $0 - range.lowerBound }
      if places.isEmpty { return String?.none }
      let group = part.lowerBound - range.lowerBound..<part.upperBound - range.lowerBound
      return names.text(of: places, in: group)
        + (index == 0 ? " before circuit layer 1" : " in circuit layer \(index)")
    }
    return count("angles") + ": " + parts.joined(separator: "; ")
  }
}

/// What a circuit's parameters do: gates, angles of gates, qubits.
private struct AngleNames {
  /// A gate that takes a parameter.
  private struct Use {
    let label: String
    let qubits: [Int]
  }

  /// Where each parameter stands first.
  private let uses: [Int: Use]

  init(_ circuit: Circuit) {
    var uses: [Int: Use] = [:]
    for operation in circuit.operations {
      for (place, angle) in operation.angles.enumerated() {
        for parameter in angle.parameters where uses[parameter] == nil {
          let angles = ["theta", "phi", "lambda"]
          let label = operation.gate.name + (operation.angles.count > 1 ? " \(angles[place])" : "")
          uses[parameter] = Use(label: label, qubits: operation.qubits)
        }
      }
    }
    self.uses = uses
  }

  /// Parameters of one layer, whose others are needed to tell the first of equal gates from the second: qubits with the same
  /// gates together.
  func text(of parameters: [Int], in layer: Range<Int>) -> String {
    var groups: [(gates: [String], qubits: [[Int]])] = []
    let byQubits = Dictionary(grouping: parameters.filter { uses[$0] != nil }) { uses[$0]!.qubits }
    for qubits in byQubits.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let gates = byQubits[qubits]!.map { label(of: $0, in: layer) }
      if let index = groups.firstIndex(where: { $0.gates == gates }) {
        groups[index].qubits.append(qubits)
      } else {
        groups.append((gates, [qubits]))
      }
    }
    return groups.map { group in
      group.gates.joined(separator: ", ")
        + (group.qubits.count == 1 && group.qubits[0].count == 1 ? " of qubit " : " of qubits ")
        + group.qubits.map { $0.map { "\($0)" }.joined(separator: "-") }.joined(separator: ", ")
    }.joined(separator: " and ")
  }

  private func label(of parameter: Int, in layer: Range<Int>) -> String {
    let use = uses[parameter]!
    let equal = layer.filter { uses[$0]?.label == use.label && uses[$0]?.qubits == use.qubits }
    guard equal.count > 1, let place = equal.firstIndex(of: parameter) else { return use.label }
    let ordinals = ["1st", "2nd", "3rd"]
    return (place < ordinals.count ? ordinals[place] : "\(place + 1)th") + " \(use.label)"
  }
}
