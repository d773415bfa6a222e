import Datasets
import Distillation
import Experiments
import QuantumSimulation

extension SavedStudent {
  /// What the student is, for people: its layers, what goes in and comes out, how well it does and where it came from.
  public func terminalText(width: Int = 80) -> String {
    func prose(_ sentence: String) -> [String] { wrapped(sentence, width: width, indent: "") }
    var table = TextTable(columns: [
      ("layer", .left), ("in", .right), ("out", .right), ("params", .right), ("what", .left),
    ])
    let outline = outline
    for (index, layer) in outline.enumerated() {
      table.rows.append([
        "\(index)", "\(layer.inputCount)", "\(layer.outputCount)", "\(layer.parameters.count)",
        layer.summary,
      ])
    }
    var lines = prose(sizeSentence(outline)) + [""] + table.lines(width: width) + [""]
    for (index, layer) in outline.enumerated() {
      lines += layer.measurement.map { prose("measured in layer \(index): \($0)") } ?? []
    }
    lines += prose("features: \(interface.featureNames.map(list) ?? "\(interface.inputCount)")")
    if let transforms, !transforms.steps.isEmpty {
      lines += prose("transforms: " + transforms.steps.map(\.summary).joined(separator: ", then "))
    }
    lines += prose("classes: \(list(interface.classNames))")
    lines += prose("macro-F1: \(scoreSentence)")
    let execution = training.execution.map { ", with circuits run \($0.inWords)" } ?? ""
    lines += prose("trained for: \(training.objective.summary)\(execution)")
    lines += prose("trained by: \(originSentence)")
    lines.append("data: SHA-256 \(training.dataSHA256)")
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  private func sizeSentence(_ outline: [LayerOutline]) -> String {
    func count(_ layers: [LayerOutline]) -> Int { layers.reduce(0) { $0 + $1.parameters.count } }
    let quantum = count(outline.filter { $0.circuit != nil })
    let frozen = count(outline.filter(\.isFrozen))
    return "\(name): \(count(outline)) parameters, \(quantum) of circuits and "
      + "\(count(outline) - quantum) of classical layers"
      + (frozen > 0 ? "; \(frozen) were not trained" : "")
  }

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(20).joined(separator: ", ")
    return names.count > 20 ? "\(shown), ... (\(names.count))" : shown
  }

  private var scoreSentence: String {
    let validation =
      training.validationMacroF1.map { "\(score($0)) on the validation part, " } ?? ""
    let teacher = training.teacherTestMacroF1.map { " (its teacher: \(score($0)))" } ?? ""
    return "\(validation)\(score(training.testMacroF1)) on the test part\(teacher)"
  }

  private var originSentence: String {
    let choice =
      switch training.choice {
      case .bestOnValidation where training.seedCount == 1: "the only one"
      case .bestOnValidation: "of \(training.seedCount) seeds the best on the validation part"
      case .firstSeed: "the first one: there is no validation part to choose on"
      }
    return
      "qdistill \(training.version), plan \(training.plan), seed \(training.seed) (\(choice)), "
      + "on \(training.instructionSet)"
  }
}

extension SavedStudent.LayerOutline {
  /// The layer in a few words.
  var summary: String {
    switch plan {
    case .dense(let dense):
      return "dense" + (dense.bias ? "" : " without bias")
        + (dense.activation.map { ", \($0)" } ?? "")
    case .scale(let scale): return scale.perUnit ? "a scale for each number" : "scale"
    case .circuit(var plan):
      // The plan may leave it to the inputs.
      plan.qubits = circuit?.circuit.qubitCount
      // A line or a drawing of its own says what is measured.
      plan.measure = .remaining
      return plan.summary
    }
  }

  /// What its circuit measures, if that is not what the ansatz leaves.
  fileprivate var measurement: String? {
    if case .circuit(let circuit) = plan { circuit.measure.inWords } else { nil }
  }
}

extension TransformStep {
  /// The transform in a few words.
  fileprivate var summary: String {
    switch self {
    case .standard: "standard scaling"
    case .range(let scaling): "scaling to \(scaling.lower) ... \(scaling.upper)"
    case .principalComponents(let components):
      "\(components.outputCount) principal components of \(components.inputCount)"
    case .averagePooling(let pooling): "pooling to \(pooling.outputCount) means"
    }
  }
}
