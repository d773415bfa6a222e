import Experiments
import QuantumSimulation
import Testing

@testable import Reports

@Suite struct CircuitFigureTests {
  private func picture(
    of circuit: Circuit, measuring observables: [PauliString] = []
  ) throws -> ParsedElement {
    let circuit = VariationalCircuit(circuit, measuring: observables)
    return try ParsedElement.parsing(CircuitDrawing(circuit).svg(title: "a circuit"))
  }

  /// What must hold of every circuit's picture.
  private func check(_ circuit: VariationalCircuit) throws {
    let picture = try ParsedElement.parsing(CircuitDrawing(circuit).svg(title: "a circuit"))
    let shapes = FigureShapes.all(in: picture)
    let operations = circuit.circuit.operations

    // Every operation is there once, in words and with a symbol on each of its qubits.
    let words = operations.map { operation in
      let angles = operation.angles.map(\.description).joined(separator: ", ")
      return operation.gate.name + (angles.isEmpty ? " " : "(\(angles)) ")
        + operation.qubits.map { "q\($0)" }.joined(separator: ", ")
    }
    let gates = shapes.filter { !$0.title.hasPrefix("prepare") && $0.role != "measurement" }
    #expect(gates.map(\.title).sorted() == words.sorted())
    #expect(gates.flatMap(\.areas).count == operations.reduce(0) { $0 + $1.qubits.count })
    #expect(
      shapes.filter { $0.role == "measurement" }.map(\.title)
        == circuit.measurement.qubits.map { "measure q\($0)" })

    // Nothing overlaps, no line between qubits goes through what is not its own, and all is in the picture.
    let width = try #require(picture.number("width"))
    let areas = shapes.enumerated().flatMap { index, shape in shape.areas.map { (index, $0) } }
    for (position, (_, area)) in areas.enumerated() {
      #expect(area.left >= 0 && area.right <= width - 2 * FigureMeasures.margin)
      #expect(areas[..<position].allSatisfy { !$0.1.overlaps(area) })
    }
    for (index, shape) in shapes.enumerated() {
      guard let link = shape.link else { continue }
      #expect(areas.allSatisfy { $0 == index || !$1.overlaps(link) }, "\(shape.title)")
    }
  }

  @Test(arguments: AnsatzPlan.Name.allCases)
  func everyAnsatzIsDrawn(name: AnsatzPlan.Name) throws {
    let qubits = name == .arbitraryUnitary ? 3 : 5
    for embedding in [nil] + EmbeddingPlan.Name.allCases.map({ EmbeddingPlan($0) }) {
      let plan = CircuitPlan(
        qubits: qubits, embedding: embedding, ansatz: AnsatzPlan(name: name, layers: 2))
      try check(plan.makeCircuit())
    }
  }

  @Test func circuitsOfAllSizesAreDrawn() throws {
    for qubits in [1, 20] {
      let ansatz = AnsatzPlan(name: .stronglyEntangling, layers: 1)
      try check(CircuitPlan(qubits: qubits, ansatz: ansatz).makeCircuit())
    }
    try check(VariationalCircuit(Circuit(qubitCount: 3), measuring: []))
  }

  @Test func everyGateIsDrawn() throws {
    for gate in Gate.named + [.mcx(controlCount: 0), .mcx(controlCount: 3)] {
      var circuit = Circuit(qubitCount: 4)
      let angles = (0..<gate.angleCount).map { Angle.parameter($0) }
      let operation = Circuit.Operation(
        gate, angles, on: Array([3, 0, 2, 1].prefix(gate.qubitCount)))
      circuit.append(operation)
      let shapes = FigureShapes.all(in: try picture(of: circuit))
      #expect(shapes.count == 1)
      let shape = try #require(shapes.first)
      #expect(shape.title.hasPrefix(gate.name), "\(gate)")
      #expect((shape.link != nil) == (gate.qubitCount > 1), "\(gate)")
      // A swap's crosses are lines.
      #expect(shape.areas.count == (gate == .swap ? 0 : gate.qubitCount), "\(gate)")
    }
  }

  @Test func rowsFitAPage() throws {
    let plan = CircuitPlan(qubits: 4, ansatz: AnsatzPlan(name: .stronglyEntangling, layers: 5))
    let picture = try ParsedElement.parsing(
      CircuitDrawing(plan.makeCircuit()).svg(title: "hybrid"))
    let width = try #require(picture.number("width"))
    #expect(width <= FigureMeasures.width + 2 * FigureMeasures.margin)
    let names = picture.all.filter { $0.has("qubit") }
    #expect(names.count % 4 == 0 && names.count > 4)
    #expect(names.allSatisfy { $0.number("x") == names[0].number("x") })
  }

  @Test func inputsParametersAndTheRestLookDifferent() throws {
    var circuit = Circuit(qubitCount: 2)
    circuit.append(.h, on: 0)
    circuit.append(.ry, .input(0), on: 0)
    circuit.append(.rz, .scaledInput(parameter: 0, input: 1), on: 1)
    circuit.append(.rzz, .inputProduct(0, 1), on: 0, 1)
    circuit.append(.u, .parameter(1), 0.5, .parameter(2), on: 1)
    circuit.append(.rx, .constant(.pi), on: 0)
    let parsed = try picture(of: circuit, measuring: [.z(0)])
    #expect(
      FigureShapes.all(in: parsed).map { [$0.title, $0.role] } == [
        ["h q0", "fixed"], ["rz(θ0·x1) q1", "input"], ["ry(x0) q0", "input"],
        ["rzz(x0·x1) q0, q1", "input"], ["u(θ1, 0.5, θ2) q1", "parameter"], ["rx(π) q0", "fixed"],
        ["measure q0", "measurement"],
      ])
    let legend = parsed.all.filter { $0.name == "g" && $0.has("input") && $0.child("title") == nil }
    #expect(legend.count == 1)
    // Where all boxes are of one kind there is nothing to explain.
    var plain = Circuit(qubitCount: 2)
    plain.append(BasicEntanglerLayers(qubitCount: 2, layerCount: 1))
    #expect(try picture(of: plain).all.filter { $0.allText == "parameter" }.isEmpty)
    #expect(parsed.all.contains { $0.name == "text" && $0.text == "parameter" })
  }

  @Test func numbersStandInBoxesAndNamesBesideThemInTitles() throws {
    var circuit = Circuit(qubitCount: 1)
    circuit.append(AngleEmbedding(qubitCount: 1, scaling: .trainable))
    circuit.append(.rx, .parameter(1), on: 0)
    let student = VariationalCircuit(circuit, measuring: [.z(0)])
    let picture = try ParsedElement.parsing(
      CircuitDrawing(student, parameters: [0.5, -1.25]).svg(title: "student"))
    #expect(
      FigureShapes.all(in: picture).map(\.title)
        == ["ry(θ0·x0 = 0.500·x0) q0", "rx(θ1 = -1.250) q0", "measure q0"])
    // With a minus sign.
    #expect(picture.all.filter { $0.has("angles") }.last?.text == "−1.250")
  }

  @Test func thePictureNeedsNothingElseAndSaysWhatItIs() throws {
    let title = "</title><script>alert(\"&\")</script>\u{1B}[31m"
    var circuit = Circuit(qubitCount: 1)
    circuit.append(.h, on: 0)
    let svg = CircuitDrawing(VariationalCircuit(circuit, measuring: [.z(0)])).svg(title: title)
    let picture = try ParsedElement.parsing(svg)
    #expect(picture.child("title")?.text == title.replacing("\u{1B}", with: "\\u{1B}"))
    #expect(
      picture.child("desc")?.text == "1 qubit, 0 parameters, 0 inputs, 1 gate\noutputs: ⟨Z0⟩\n")
    #expect(picture.attributes["role"] == "img" && picture.attributes["viewBox"] != nil)
    #expect(picture.child("style")?.text.contains("prefers-color-scheme: dark") == true)
    #expect(picture.all.allSatisfy { $0.name != "script" && $0.attributes["id"] == nil })
    let links = svg.replacing("xmlns=\"http://www.w3.org/2000/svg\"", with: "")
    #expect(!links.contains("http") && !links.contains("url(") && !links.contains("@import"))
  }
}
