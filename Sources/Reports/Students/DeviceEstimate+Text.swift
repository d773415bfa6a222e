import Experiments
import Foundation

extension DeviceEstimate {
  /// The estimate's file: JSON, keys in alphabetical order.
  public func json() throws -> String { try prettyJSON(self) }

  /// The estimate for people: the circuits before and after, how well they do, what there is to run, and what times are made of.
  public func terminalText(width: Int = 80) -> String {
    func prose(_ sentence: String) -> [String] { wrapped(sentence, width: width, indent: "") }
    var lines = prose(
      "\(student) on \(device): \(deviceQubits) qubits, gates \(deviceGates.joined(separator: ", "))"
        + (calibrated.map { ", calibrated \($0.prefix(10))" } ?? ""))
    for circuit in circuits {
      lines += [""] + circuit.table(layer: circuits.count > 1).lines(width: width)
      lines += [""] + prose(circuit.placeSentence)
      lines += prose(circuit.fidelitySentence)
      lines += prose(circuit.decoherenceSentence)
    }
    lines += [""] + workTable.lines(width: width)
    if epoch == nil {
      lines += prose(
        "Training runs \(trainingCircuitsPerSample) circuits for each sample; --rows <n> says of how many."
      )
    }
    lines += [""] + prose(assumptionSentence)
    for remark in remarks { lines += prose(remark) }
    return withoutControls(lines.joined(separator: "\n")) + "\n"
  }

  private var workTable: TextTable {
    var table = TextTable(columns: [
      ("to run", .left), ("circuits", .right), ("shots", .right), ("jobs", .right),
      ("time", .right),
    ])
    func add(_ name: String, _ work: Work) {
      table.rows.append([
        name, "\(work.circuits)", count(Double(work.shots)), "\(work.jobs)",
        "~ \(duration(work.seconds))",
      ])
    }
    add("a prediction", prediction)
    if let epoch {
      add("an epoch of \(epoch.samples) samples", epoch.work)
      if epoch.epochs > 1 {
        let work = epoch.work
        table.rows.append([
          "\(epoch.epochs) epochs", count(Double(work.circuits) * Double(epoch.epochs)),
          count(Double(work.shots) * Double(epoch.epochs)),
          count(Double(work.jobs) * Double(epoch.epochs)),
          "~ \(duration(work.seconds * Double(epoch.epochs)))",
        ])
      }
    }
    return table
  }

  private var assumptionSentence: String {
    let delay = seconds(assumptions.repetitionDelaySeconds)
    let perJob = assumptions.circuitsPerJob
    return
      "Times assume \(assumptions.shots) shots of each circuit; a shot takes the gates, the readout and a delay of "
      + "\(delay)\(assumptions.isRepetitionDelayKnown ? "" : " (assumed)"); a job of up to \(perJob) circuits"
      + (assumptions.isCircuitsPerJobKnown ? "" : " (assumed)")
      + " takes \(duration(assumptions.jobOverheadSeconds)) more; queues are not counted. Training is by the "
      + "parameter-shift rule on the device: two or four circuits for each angle of a gate"
      + (epoch.map {
        $0.steps == 1
          ? ", one step an epoch" : ", \($0.steps) steps an epoch, one waiting for the other"
      } ?? "") + "."
  }
}

extension DeviceEstimate.CircuitCost {
  fileprivate func table(layer isNamed: Bool) -> TextTable {
    var table = TextTable(columns: [
      (isNamed ? "circuit of layer \(layer)" : "circuit", .left), ("qubits", .right),
      ("one-qubit gates", .right), ("two-qubit gates", .right), ("depth", .right),
    ])
    for (name, counts) in [("as designed", ideal), ("on the device", onDevice)] {
      table.rows.append([
        name, "\(counts.qubits)", "\(counts.oneQubitGates)", "\(counts.twoQubitGates)",
        "\(counts.depth)",
      ])
    }
    return table
  }

  fileprivate var placeSentence: String {
    let places = physicalQubits.map(String.init).joined(separator: ", ")
    let bases = measurementBases == 1 ? "one basis" : "\(measurementBases) bases"
    let swapped = swaps == 0 ? "without swaps" : "with \(swaps) \(swaps == 1 ? "swap" : "swaps")"
    return
      "on its \(physicalQubits.count == 1 ? "qubit" : "qubits") \(places), \(swapped), measured in \(bases); "
      + "rotations about Z are virtual and not counted"
  }

  fileprivate var fidelitySentence: String {
    "expected fidelity \(score(fidelity)): gates \(score(gateFidelity)) x readout \(score(readoutFidelity)), by the calibrated errors"
  }

  fileprivate var decoherenceSentence: String {
    guard let t2 = shortestT2Seconds else { return "gates take \(seconds(gateSeconds))" }
    return
      "gates take \(seconds(gateSeconds)), readout \(seconds(readoutSeconds)); the shortest T2 is "
      + "\(seconds(t2)); what decays while qubits wait is not counted"
  }
}

/// A short time such as `2.3 us`.
private func seconds(_ seconds: Double) -> String {
  switch seconds {
  case ..<1e-6: String(format: "%.0f ns", seconds * 1e9)
  case ..<1e-3: String(format: "%.3g us", seconds * 1e6)
  case ..<1: String(format: "%.3g ms", seconds * 1e3)
  default: duration(seconds)
  }
}

/// A number such as `1024`, `205 k` or `31.4 M`.
private func count(_ number: Double) -> String {
  switch number {
  case ..<100_000: String(format: "%.0f", number)
  case ..<10_000_000: String(format: "%.0f k", number / 1e3)
  case ..<10_000_000_000: String(format: "%.0f M", number / 1e6)
  default: String(format: "%.3g G", number / 1e9)
  }
}
