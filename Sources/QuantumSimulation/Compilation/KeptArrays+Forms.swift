import CKernels

// From the layouts to what the kernels read.

extension KeptArrays {
  /// A form where lanes are samples.
  func form(_ circuit: VariationalCircuit, _ layout: StateLayout) -> UnsafePointer<qd_circuit> {
    let angles = AngleTable(
      layout.turns.map(\.angle)
        + layout.stages.flatMap { $0.phases.map(\.angle) + $0.rotations })
    var form = commonForm(circuit, angles, layout.turns, layout.readout)
    form.layout = QD_LANES_ARE_SAMPLES
    form.stage_count = Int32(layout.stages.count)
    form.stages = keep(
      layout.stages.map { stage in
        qd_stage(
          source: keep(stage.source), target: keep(stage.target),
          phases: keep(stage.phases.map { angles.phase($0.mask, $0.angle) }),
          rotations: keep(stage.rotations.map { angles.number(of: $0) }),
          phase_count: Int32(stage.phases.count), rotation_count: Int32(stage.rotations.count),
          phases_by_sample: stage.phases.contains { $0.angle.dependsOnInput } ? 1 : 0,
          rotations_by_sample: stage.rotations.contains { $0.dependsOnInput } ? 1 : 0)
      })
    form.readout = keep(layout.outcomes.outcomes)
    form.readout_order = keep(layout.outcomes.rowsByOutcome)
    return keep([form])
  }

  /// A form where lanes are amplitudes.
  func form(_ circuit: VariationalCircuit, _ layout: StillLayout) -> UnsafePointer<qd_circuit> {
    let stages = layout.stages.map { stage in
      (shape: stage, phases: stage.phases.filter { !$0.value.isTrivial }.sorted { $0.key < $1.key })
    }
    let angles = AngleTable(
      layout.turns.map(\.angle)
        + stages.flatMap { $0.phases.map(\.value) + $0.shape.rotations.map(\.angle) })
    var form = commonForm(circuit, angles, layout.turns, layout.readout)
    form.layout = QD_LANES_ARE_AMPLITUDES
    form.stage_count = Int32(stages.count)
    form.still_stages = keep(
      stages.map { stage, phases in
        qd_still_stage(
          swaps: keep(
            stage.swaps.map {
              qd_swap(
                target: UInt32($0.target), flip: UInt32($0.flip),
                control_count: Int32($0.controls.count),
                controls: keep($0.controls.map { UInt32($0) }))
            }),
          phases: keep(phases.map { angles.phase($0.key, $0.value) }),
          rotations: keep(stage.rotations.map { angles.number(of: $0.angle) }),
          flips: keep(stage.rotations.map { UInt32($0.flips) }), flip: UInt32(stage.flip),
          swap_count: Int32(stage.swaps.count), phase_count: Int32(phases.count),
          rotation_count: Int32(stage.rotations.count),
          phases_by_sample: phases.contains { $0.value.dependsOnInput } ? 1 : 0,
          rotations_by_sample: stage.rotations.contains { $0.angle.dependsOnInput } ? 1 : 0)
      })
    form.readout_masks = keep(layout.readout.masks.map { UInt32($0) })
    form.readout_flip = UInt32(layout.readoutFlip)
    return keep([form])
  }

  private func commonForm(
    _ circuit: VariationalCircuit, _ angles: AngleTable, _ turns: [NormalForm.Turn],
    _ readout: Readout
  ) -> qd_circuit {
    var form = form(
      qubitCount: circuit.circuit.qubitCount, inputCount: circuit.inputCount,
      parameterCount: circuit.parameterCount, outputCount: circuit.outputCount,
      preparation: circuit.circuit.preparation, angles)
    form.turns = keep(
      turns.map {
        qd_turn(
          qubit: Int32($0.qubit), about_z: $0.isAboutZ ? 1 : 0, angle: angles.number(of: $0.angle))
      })
    form.turn_count = Int32(turns.count)

    form.reading =
      switch readout.kind {
      case .parities: QD_READ_PARITIES
      case .probabilities: QD_READ_PROBABILITIES
      case .pauliStrings: QD_READ_PAULI_STRINGS
      }
    form.readout_count = Int32(readout.masks.count)
    form.reads_single_bits = readout.readsSingleBits ? 1 : 0
    form.observables = keep(readout.observables)
    return form
  }

  /// What a form says of angles and of the state before the first stage; without stages.
  func form(
    qubitCount: Int, inputCount: Int, parameterCount: Int, outputCount: Int,
    preparation: Preparation, _ angles: AngleTable
  ) -> qd_circuit {
    var form = qd_circuit()
    form.qubit_count = Int32(qubitCount)
    form.input_count = Int32(inputCount)
    form.parameter_count = Int32(parameterCount)
    form.output_count = Int32(outputCount)

    form.shared_angle_count = Int32(angles.sharedCount)
    form.sample_angle_count = Int32(angles.sums.count - angles.sharedCount)
    form.constants = keep(angles.sums.map(\.constant))
    let terms = angles.terms
    form.terms = keep(terms.shared + terms.bySample)
    form.shared_term_count = Int32(terms.shared.count)
    form.sample_term_count = Int32(terms.bySample.count)

    form.preparation = QD_PREPARE_PRODUCT
    switch preparation {
    case .groundState, .basis: break
    case .amplitudes(let inputs, let padding):
      form.preparation = QD_PREPARE_AMPLITUDES
      form.first_amplitude = Int32(inputs.lowerBound)
      form.amplitude_count = Int32(inputs.count)
      form.padding = padding
    }
    return form
  }
}

/// The numbers of all angles: first those that all samples share, then the others.
struct AngleTable {
  let sums: [AngleSum]
  let sharedCount: Int
  private let numbers: [AngleSum: Int32]

  init(_ all: [AngleSum]) {
    var seen: Set<AngleSum> = []
    let different = all.filter { seen.insert($0).inserted }
    let shared = different.filter { !$0.dependsOnInput }
    sums = shared + different.filter(\.dependsOnInput)
    sharedCount = shared.count
    numbers = Dictionary(uniqueKeysWithValues: zip(sums, 0...))
  }

  func number(of sum: AngleSum) -> Int32 { numbers[sum]! }

  func phase(_ mask: Int, _ sum: AngleSum) -> qd_phase {
    qd_phase(mask: UInt32(mask), angle: number(of: sum))
  }

  var terms: (shared: [qd_term], bySample: [qd_term]) {
    let all = sums.enumerated().flatMap { number, sum in
      sum.terms.map { term in
        let inputs = term.angle.inputs.map { Int32($0) } + [-1, -1]
        return qd_term(
          coefficient: term.coefficient, angle: Int32(number),
          parameter: Int32(term.angle.parameters.first ?? -1), inputs: (inputs[0], inputs[1]),
          is_flat: term.isFlat ? 1 : 0)
      }
    }
    return (all.filter { $0.angle < sharedCount }, all.filter { $0.angle >= sharedCount })
  }
}
