extension VariationalCircuit {
  /// What the circuit becomes when it is compiled, in words; the same text whenever the circuit is the same.
  ///
  /// First the turns of each qubit before it meets another; then the stages, each a permutation P of the basis
  /// states, phases D = exp(-i/2 sum of angle x product of Zs) and rotations R about Y by qubit; then what is read
  /// from the last stage's state for each output; then a summary.
  ///
  /// - Parameter width: longer lines are broken where that is possible.
  public func compiledDescription(width: Int = 80) -> String {
    let form = NormalForm(circuit)
    let (stages, flips) = form.stages(for: measurement)
    var lines = wrapped([circuit.startText], after: "start    ", width: width)
    for (index, (qubit, turns)) in form.turnsByQubit.enumerated() {
      let heading = (index == 0 ? "turns" : "").padded(to: 9)
      lines += wrapped(turns.map(\.description), after: "\(heading)q\(qubit)  ", width: width)
    }
    for (index, stage) in stages.enumerated() {
      let parts = [
        ("P", stage.permutationTexts), ("D", stage.phaseTexts), ("R", stage.rotationTexts),
      ].filter { !$0.1.isEmpty }
      for (part, (letter, texts)) in parts.enumerated() {
        let heading = (part == 0 ? "stage \(index + 1)" : "").padded(to: 9)
        lines += wrapped(texts, after: "\(heading)\(letter)  ", width: width)
      }
    }
    lines += wrapped(measurement.readoutTexts(after: flips), after: "readout  ", width: width)
    let sizes = [
      count(circuit.qubitCount, "qubit"), count(form.turns.count, "turn"),
      count(stages.count, "stage"), count(stages.reduce(0) { $0 + $1.phases.count }, "phase"),
      count(stages.reduce(0) { $0 + $1.rotations.count }, "rotation"),
    ]
    let summary =
      sizes.joined(separator: ", ") + ": \(count(circuit.operations.count, "gate")) became "
      + "\(count(stages.count, "pass", "passes"))"
    let words = summary.split(separator: " ").map(String.init)
    lines += [""] + wrapped(words, separator: "", after: "", width: width)
    return lines.map { $0 + "\n" }.joined()
  }
}

extension Circuit {
  /// The state before everything else.
  fileprivate var startText: String {
    func list(_ inputs: Range<Int>) -> String {
      inputs.count == 1
        ? "x\(inputs.lowerBound)" : "x\(inputs.lowerBound)…x\(inputs.upperBound - 1)"
    }
    return switch preparation {
    case .groundState: "|0⟩ on every qubit"
    case .basis(let inputs): "|0⟩ on every qubit; the bits \(list(inputs)) are turns by 0 or π"
    case .amplitudes(let inputs, let padding):
      "amplitudes \(list(inputs))"
        + (inputs.count < 1 << qubitCount ? ", then \(Angle.constant(padding))" : "")
        + ", normalised"
    }
  }
}

extension VariationalCircuit.Measurement {
  /// What each output is, if these flips follow the last stage: they only change which parity is read.
  fileprivate func readoutTexts(after flips: [NormalForm.Flip]) -> [String] {
    let masks =
      switch self {
      case .expectationValues(let strings): strings.map(\.signBits)
      case .probabilities(let qubits): qubits.map { 1 << $0 }
      }
    let sources = masks.map { flips.source(ofParity: $0) }
    guard !needsPhases, !sources.contains(nil) else {
      return flips.map { "after \($0)" } + outputTexts
    }
    switch self {
    case .expectationValues([]): return outputTexts
    case .expectationValues:
      return zip(outputTexts, sources).map { text, source in
        let read = "⟨\(PauliString.z(ofAll: source!.mask))⟩"
        let sign = source!.isNegated ? "-" : ""
        return text == sign + read ? text : "\(text) = \(sign)\(read)"
      }
    case .probabilities(let qubits):
      return outputTexts
        + zip(qubits, sources).filter { $1 != ParitySource(mask: 1 << $0) }.map { qubit, source in
          let parity = bits(of: source!.mask).map { "q\($0)" }.joined(separator: "⊕")
          return "q\(qubit) = \(source!.isNegated ? "1⊕" : "")\(parity)"
        }
    }
  }

  /// The outputs as they are defined.
  fileprivate var outputTexts: [String] {
    switch self {
    case .expectationValues([]): ["nothing"]
    case .expectationValues(let strings): strings.map { "⟨\($0)⟩" }
    case .probabilities(let qubits):
      ["probabilities of " + qubits.map { "q\($0)" }.joined(separator: ",")]
    }
  }
}

// MARK: - Lines

/// A number and what is counted: `1 pass`, `3 passes`.
private func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
  "\(number) \(number == 1 ? one : many ?? one + "s")"
}

/// A list in lines that are no longer than `width` if items are shorter; all but the first are indented.
private func wrapped(
  _ items: [String], separator: String = ",", after heading: String, width: Int
) -> [String] {
  let indentation = String(repeating: " ", count: heading.count)
  var lines = [heading]
  for (index, item) in items.enumerated() {
    let text = index + 1 < items.count ? item + separator : item
    if lines.last!.count > indentation.count {
      if lines.last!.count + 1 + text.count > width {
        lines.append(indentation)
      } else {
        lines[lines.count - 1] += " "
      }
    }
    lines[lines.count - 1] += text
  }
  return lines
}

extension String {
  fileprivate func padded(to length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}
