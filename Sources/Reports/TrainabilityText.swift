import Experiments
import Foundation

extension [Trainability] {
  /// What a check prints of the students' gradients: a table, and what is odd about them.
  ///
  /// - Parameter hasData: whether they are of the plan's samples, or of random ones.
  public func terminalText(width: Int, hasData: Bool) -> String {
    let looked = filter { $0.effort != nil }
    var lines: [String] = []
    if !looked.isEmpty {
      lines += wrapped(
        "gradient before training, of the cross-entropy on \(hasData ? "student" : "random") samples: "
          + "its variance over random starts (\(looked.effort)), and about how many shots of each circuit let a device see it",
        width: width, indent: "")
      lines += [""] + looked.table.lines(width: width)
    }
    for student in self {
      lines += student.remarks.flatMap { wrapped($0, width: width, indent: "") }
    }
    return lines.isEmpty ? "" : "\n" + withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  /// Such as `100 starts, 64 samples`, or from the fewest to the most.
  private var effort: String {
    func text(_ counts: [Int], _ name: String) -> String {
      let (least, most) = (counts.min()!, counts.max()!)
      return (least == most ? "\(least) " : "\(least) to \(most) ") + name
        + (most == 1 ? "" : "s")
    }
    let efforts = compactMap(\.effort)
    return text(efforts.map(\.startCount), "start") + ", "
      + text(efforts.map(\.sampleCount), "sample")
  }

  private var table: TextTable {
    var table = TextTable(columns: [
      ("model", .left), ("layer", .left), ("params", .right), ("variance", .right),
      ("shots", .right), ("by circuit layer", .left),
    ])
    table.dispensable = ["by circuit layer"]
    for student in self {
      for (index, layer) in student.layers.enumerated() {
        table.rows.append([
          index == 0 ? student.student : "", "\(layer.number) \(layer.kind)",
          "\(layer.parameterCount)", scientific(layer.variance, digits: 1),
          layer.shots.map(rounded) ?? "", layer.circuitLayerText,
        ])
      }
    }
    return table
  }
}

extension Trainability {
  /// A line each.
  fileprivate var remarks: [String] {
    guard effort != nil else {
      return ["\(student): its circuits are too large for a look at its gradients"]
    }
    return barrenLayers.map { layer in
      "warning: \(student): layer \(layer.number) begins in a barren plateau: it takes about "
        + "\(rounded(layer.shots!)) shots of each circuit to see its gradient; fewer qubits, observables of few qubits "
        + "or other initial angles may help"
    } + inactive.map { "\(student): no output depends on \($0)" }
  }
}

extension Trainability.Layer {
  /// Such as `1e-3 2e-3 9e-4`; of many layers the first and the last ones.
  fileprivate var circuitLayerText: String {
    let texts = circuitLayers.map { scientific($0, digits: 0) }
    let shown = texts.count <= 6 ? texts : texts.prefix(3) + ["..."] + texts.suffix(2)
    return shown.joined(separator: " ")
  }
}

/// Such as `1.5e-3`.
private func scientific(_ value: Double, digits: Int) -> String {
  if value == 0 { return "0" }
  let text = String(format: "%.\(digits)e", value)
  guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...])
  else { return text }
  return "\(text[..<mark])e\(exponent)"
}

/// A count, such as `16`, or roughly, such as `1.6e4`.
private func rounded(_ count: Double) -> String {
  count < 1000 ? String(Int(count.rounded(.up))) : scientific(count, digits: 1)
}
