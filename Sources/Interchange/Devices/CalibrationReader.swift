import FileFormats
import QuantumSimulation

/// Makes a ``Device`` of what calibration files say.
struct CalibrationReader {
  private let path: String
  private let properties: PropertiesFile
  private let configuration: ConfigurationFile?
  /// The names of the gates that the device has.
  private let gates: Set<String>
  private var remarks: [String] = []
  private var unknownRelaxation: [Int] = []
  private var unknownReadout: [Int] = []
  private var unknownPulses: Set<Int> = []

  /// - Parameters:
  ///   - path: the file of properties, for messages.
  ///   - configuration: without one, the gates are those that the properties list.
  init(_ path: String, _ properties: PropertiesFile, _ configuration: ConfigurationFile?) {
    self.path = path
    self.properties = properties
    self.configuration = configuration
    gates = Set(configuration?.basis_gates ?? properties.gates.map(\.gate))
  }

  /// The device.
  ///
  /// - Throws: `FileError` for numbers that cannot be, and for gates that are not known here.
  mutating func device(named name: String) throws(FileError) -> Device {
    let count = properties.qubits.count
    try checkCounts()
    try checkGates()
    if configuration == nil {
      remarks.append(
        "There is no file of its configuration: gates and couplings are those with calibrations, the delay between shots is unknown."
      )
    }
    let pulses = try pulses
    var (calibrations, couplings) = try calibrations(of: pulses)
    guard count == 1 || !couplings.isEmpty else {
      throw bad(
        "gates", "none is a cx, ecr or cz between two qubits: no other device is known here")
    }
    var qubits: [Device.Qubit] = []
    for index in 0..<count {
      for pulse in pulses where calibrations[index][pulse] == nil {
        unknownPulses.insert(index)
        calibrations[index][pulse] = .ideal
      }
      qubits.append(try qubit(index, calibrations[index]))
    }
    note(unknownRelaxation, "no T1 or T2: their populations or coherences last for ever")
    note(unknownReadout, "no readout error: they are read as they are")
    note(unknownPulses.sorted(), "pulses without calibration: those make no error and take no time")
    return Device(
      name: name, date: properties.last_update_date, qubits: qubits, couplings: couplings,
      repetitionDelay: configuration?.default_rep_delay.flatMap { $0 >= 0 ? $0 / 1e6 : nil },
      circuitsPerJob: configuration?.max_experiments.flatMap { $0 > 0 ? $0 : nil },
      remarks: remarks)
  }

  private func checkCounts() throws(FileError) {
    let count = properties.qubits.count
    guard (1...Self.qubitLimit).contains(count) else {
      throw bad("qubits", "there are \(count); there must be 1 to \(Self.qubitLimit)")
    }
    if let configuration, configuration.n_qubits != count {
      throw bad(
        "qubits",
        "there are \(count), where the configuration has \(configuration.n_qubits): take both files from one device"
      )
    }
  }

  private func checkGates() throws(FileError) {
    let count = properties.qubits.count
    for (index, gate) in properties.gates.enumerated() {
      guard gate.qubits.allSatisfy((0..<count).contains),
        Set(gate.qubits).count == gate.qubits.count
      else {
        throw bad(
          "gates[\(index)].qubits", "\(gate.qubits) are not different qubits from 0 to \(count - 1)"
        )
      }
    }
  }

  /// How well the pulses of each qubit work, as far as that is known, and the pairs of qubits.
  private func calibrations(
    of pulses: [Device.Pulse]
  ) throws(FileError) -> ([[Device.Pulse: Device.Calibration]], [Device.Coupling]) {
    var calibrations: [[Device.Pulse: Device.Calibration]] = Array(
      repeating: [:], count: properties.qubits.count)
    var couplings: [Device.Coupling] = []
    for (index, gate) in properties.gates.enumerated() {
      if let pulse = Self.pulse(gate.gate), pulses.contains(pulse), gate.qubits.count == 1 {
        calibrations[gate.qubits[0]][pulse] = try calibration(of: gate, index)
      } else if let entangler = Device.Entangler(rawValue: gate.gate), gates.contains(gate.gate),
        gate.qubits.count == 2
      {
        couplings.append(
          Device.Coupling(
            entangler, gate.qubits[0], gate.qubits[1], try calibration(of: gate, index)))
      }
    }
    return (calibrations, couplings)
  }

  /// More qubits than this nothing has.
  private static let qubitLimit = 10_000

  /// What a gate is called here: `u` is what others call `u3`.
  private static func pulse(_ name: String) -> Device.Pulse? {
    name == "u" ? .u3 : Device.Pulse(rawValue: name)
  }

  private var pulses: [Device.Pulse] {
    get throws(FileError) {
      if gates.isSuperset(of: ["sx", "x", "rz"]) { return [.sx, .x] }
      if gates.contains("u2") && !gates.isDisjoint(with: ["u3", "u"]) { return [.u2, .u3] }
      throw bad(
        "gates", "there are neither rz, sx and x nor u1, u2 and u3: no other device is known here")
    }
  }

  private mutating func note(_ qubits: [Int], _ problem: String) {
    guard !qubits.isEmpty else { return }
    let list = qubits.prefix(8).map(String.init).joined(separator: ", ")
    let more = qubits.count > 8 ? " and \(qubits.count - 8) more" : ""
    remarks.append("Qubits \(list)\(more) have \(problem).")
  }
}

extension CalibrationReader {
  private func bad(_ place: String, _ problem: String) -> FileError {
    FileError(badContentsOf: path, reason: "\(place): \(problem)")
  }

  private mutating func qubit(
    _ index: Int, _ pulses: [Device.Pulse: Device.Calibration]
  ) throws(FileError) -> Device.Qubit {
    let entries = properties.qubits[index]
    let place = "qubits[\(index)]"
    let t1 = try time("T1", in: entries, place)
    let t2 = try time("T2", in: entries, place)
    if let zero = [t1, t2].compactMap({ $0 }).first(where: { $0 <= 0 }) {
      throw bad(
        place, "a T1 or T2 of \(zero) s: it must be positive, or left out where it is unknown")
    }
    if t1 == nil || t2 == nil { unknownRelaxation.append(index) }
    let both = try probability("readout_error", in: entries, place)
    let one = try probability("prob_meas1_prep0", in: entries, place)
    let zero = try probability("prob_meas0_prep1", in: entries, place)
    let readout: ReadoutError
    if let one, let zero {
      readout = ReadoutError(oneGivenZero: one, zeroGivenOne: zero)
    } else if let both {
      readout = ReadoutError(probability: both)
    } else {
      readout = .none
      unknownReadout.append(index)
    }
    return Device.Qubit(
      t1: t1 ?? .infinity, t2: t2 ?? .infinity, readout: readout,
      readoutLength: try time("readout_length", in: entries, place), pulses: pulses)
  }

  private func calibration(
    of gate: PropertiesFile.Gate, _ index: Int
  ) throws(FileError) -> Device.Calibration {
    let place = "gates[\(index)]"
    let entries = gate.parameters ?? []
    let length = try time("gate_length", in: entries, place) ?? 0
    guard length >= 0 else { throw bad(place, "a gate_length of \(length) s") }
    return Device.Calibration(
      error: try probability("gate_error", in: entries, place) ?? 0, length: length)
  }

  private func probability(
    _ name: String, in entries: [PropertiesFile.Entry], _ place: String
  ) throws(FileError) -> Double? {
    guard let value = entries.first(where: { $0.name == name })?.value else { return nil }
    guard (0...1).contains(value) else {
      throw bad(
        place, "a \(name) of \(value): it must be from 0 to 1, or left out where it is unknown")
    }
    return value
  }

  /// A time in seconds.
  private func time(
    _ name: String, in entries: [PropertiesFile.Entry], _ place: String
  ) throws(FileError) -> Double? {
    guard let entry = entries.first(where: { $0.name == name }), let value = entry.value else {
      return nil
    }
    // How many are a second: to divide by them rounds once.
    let units = ["s": 1, "ms": 1e3, "us": 1e6, "µs": 1e6, "μs": 1e6, "ns": 1e9, "ps": 1e12]
    guard let unit = units[entry.unit ?? ""] else {
      throw bad(place, "a \(name) in \"\(entry.unit ?? "")\": give its unit as s, ms, us or ns")
    }
    return value / unit
  }
}
