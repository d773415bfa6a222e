import CKernels

/// A circuit in normal form, as the kernels read it.
///
/// Unchecked: everything here is written by the initialiser and only read afterwards.
public final class CompiledCircuit: @unchecked Sendable {
  /// What the kernels read.
  let form: UnsafePointer<qd_circuit>
  private var owned: [UnsafeMutableRawPointer] = []

  /// The largest number of qubits that the kernels' tables are made for.
  static let qubitLimit = 20

  /// Compiles a circuit.
  public init(_ circuit: VariationalCircuit) {
    let layout = StateLayout(circuit)
    let angles = AngleTable(layout)
    var allocations: [UnsafeMutableRawPointer] = []
    func keep<T>(_ elements: [T]) -> UnsafeMutablePointer<T> {
      let memory = UnsafeMutablePointer<T>.allocate(capacity: max(elements.count, 1))
      memory.initialize(from: elements, count: elements.count)
      allocations.append(UnsafeMutableRawPointer(memory))
      return memory
    }

    var c = qd_circuit()
    c.qubit_count = Int32(circuit.circuit.qubitCount)
    c.input_count = Int32(circuit.inputCount)
    c.parameter_count = Int32(circuit.parameterCount)
    c.output_count = Int32(circuit.outputCount)

    c.shared_angle_count = Int32(angles.sharedCount)
    c.sample_angle_count = Int32(angles.sums.count - angles.sharedCount)
    c.constants = UnsafePointer(keep(angles.sums.map(\.constant)))
    let terms = angles.terms
    c.terms = UnsafePointer(keep(terms.shared + terms.bySample))
    c.shared_term_count = Int32(terms.shared.count)
    c.sample_term_count = Int32(terms.bySample.count)

    c.preparation = QD_PREPARE_PRODUCT
    switch circuit.circuit.preparation {
    case .groundState: break
    case .basis(let inputs):
      c.first_bit = Int32(inputs.lowerBound)
      c.bit_count = Int32(inputs.count)
    case .amplitudes(let inputs, let padding):
      c.preparation = QD_PREPARE_AMPLITUDES
      c.first_amplitude = Int32(inputs.lowerBound)
      c.amplitude_count = Int32(inputs.count)
      c.padding = padding
    }
    c.turns = UnsafePointer(
      keep(
        layout.turns.map {
          qd_turn(
            qubit: Int32($0.qubit), about_z: $0.isAboutZ ? 1 : 0, angle: angles.number(of: $0.angle))
        }))
    c.turn_count = Int32(layout.turns.count)

    c.stages = UnsafePointer(
      keep(
        layout.stages.map { stage in
          qd_stage(
            source: UnsafePointer(keep(stage.source)), target: UnsafePointer(keep(stage.target)),
            phases: UnsafePointer(
              keep(
                stage.phases.map {
                  qd_phase(mask: UInt32($0.mask), angle: angles.number(of: $0.angle))
                })),
            rotations: UnsafePointer(keep(stage.rotations.map { angles.number(of: $0) })),
            phase_count: Int32(stage.phases.count), rotation_count: Int32(stage.rotations.count),
            phases_by_sample: stage.phases.contains { $0.angle.dependsOnInput } ? 1 : 0,
            rotations_by_sample: stage.rotations.contains { $0.dependsOnInput } ? 1 : 0)
        }))
    c.stage_count = Int32(layout.stages.count)

    let readout = layout.readout
    c.reading =
      switch readout.kind {
      case .parities: QD_READ_PARITIES
      case .probabilities: QD_READ_PROBABILITIES
      case .pauliStrings: QD_READ_PAULI_STRINGS
      }
    c.readout_count = Int32(readout.bitCount)
    c.readout = UnsafePointer(keep(readout.outcomes))
    c.readout_order = UnsafePointer(keep(readout.rowsByOutcome))
    c.reads_single_bits = readout.readsSingleBits ? 1 : 0
    c.observables = UnsafePointer(keep(readout.observables))

    form = UnsafePointer(keep([c]))
    owned = allocations
  }

  deinit {
    for memory in owned { memory.deallocate() }
  }
}

/// The numbers of all angles: first those that all samples share, then the others.
private struct AngleTable {
  let sums: [AngleSum]
  let sharedCount: Int
  private let numbers: [AngleSum: Int32]

  init(_ layout: StateLayout) {
    let all =
      layout.turns.map(\.angle)
      + layout.stages.flatMap { $0.phases.map(\.angle) + $0.rotations }
    let different = all.reduce(into: (seen: Set<AngleSum>(), list: [AngleSum]())) { result, sum in
      if result.seen.insert(sum).inserted { result.list.append(sum) }
    }.list
    let shared = different.filter { !$0.dependsOnInput }
    sums = shared + different.filter(\.dependsOnInput)
    sharedCount = shared.count
    numbers = Dictionary(uniqueKeysWithValues: zip(sums, 0...))
  }

  func number(of sum: AngleSum) -> Int32 { numbers[sum]! }

  var terms: (shared: [qd_term], bySample: [qd_term]) {
    let all = sums.enumerated().flatMap { number, sum in
      sum.terms.map { term in
        let inputs = term.angle.inputs.map { Int32($0) } + [-1, -1]
        return qd_term(
          coefficient: term.coefficient, angle: Int32(number),
          parameter: Int32(term.angle.parameters.first ?? -1), inputs: (inputs[0], inputs[1]))
      }
    }
    return (all.filter { $0.angle < sharedCount }, all.filter { $0.angle >= sharedCount })
  }
}
