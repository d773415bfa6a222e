import Numerics

extension DeviceCircuit {
  /// The circuit with the noise of the device's calibration, as Qiskit Aer's `NoiseModel.from_backend_properties` has it: after each
  /// pulse and each gate of two qubits depolarizing and then thermal relaxation of each qubit during the gate. The depolarizing is as
  /// strong as it takes for both together to have the calibrated error.
  ///
  /// Rotations about Z are free, as is waiting. A state is prepared, and turned to be measured in X or Y, without noise.
  public var noisy: NoisyCircuit {
    NoisyCircuit(
      original, qubitCount: physicalQubits.count, steps: operations.flatMap(steps),
      readout: physicalQubits.map { device.qubits[$0].readout }, measuring: measurement)
  }

  private func steps(_ operation: Operation) -> [NoisyCircuit.Step] {
    let qubits = operation.qubits
    func gate(_ gate: Gate) -> NoisyCircuit.Step { .gate(Circuit.Operation(gate, on: qubits)) }
    func turn(_ angle: AngleSum) -> NoisyCircuit.Step {
      .rotation(PauliRotation([qubits[0]: .z], angle))
    }
    let gates: [NoisyCircuit.Step] =
      switch operation.kind {
      case .rz(let angle): [turn(angle)]
      case .pulse(.x): [gate(.x)]
      case .pulse: [gate(.sx)]
      case .u3(let angle): [gate(.sx), turn(angle), gate(.sx)]
      case .entangler(.cx): [gate(.cx)]
      case .entangler(.cz): [gate(.cz)]
      case .entangler(.ecr):
        [
          .rotation(PauliRotation([qubits[0]: .z, qubits[1]: .x], AngleSum(.pi / 2))),
          .gate(Circuit.Operation(.x, on: [qubits[0]])),
        ]
      }
    guard let calibration = calibration(of: operation) else { return gates }
    return gates
      + device.errors(calibration, on: qubits.map { device.qubits[physicalQubits[$0]] }, qubits)
  }

  /// What the calibration says of a gate; `nil` for rotations about Z.
  func calibration(of operation: Operation) -> Device.Calibration? {
    let places = operation.qubits.map { physicalQubits[$0] }
    return switch operation.kind {
    case .rz: nil
    case .pulse(let pulse): device.qubits[places[0]].pulses[pulse]!
    case .u3: device.qubits[places[0]].pulses[.u3]!
    case .entangler(let gate):
      device.couplings.first {
        $0.gate == gate && $0.first == places[0] && $0.second == places[1]
      }!.calibration
    }
  }
}

/// The noise of a circuit as the device runs it, with symbols for angles: see ``DeviceCircuit/noisy``.
extension Device: CircuitNoise {
  /// A circuit as the device runs it, with its noise.
  public func applied(to circuit: VariationalCircuit) -> NoisyCircuit {
    do throws(DeviceError) {
      return try DeviceCircuit(circuit, on: self).noisy
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// What keeps a circuit from the device: too few qubits that work, or a state of given amplitudes.
  public func problem(with circuit: VariationalCircuit) -> String? {
    do throws(DeviceError) {
      _ = try DeviceCircuit(circuit, on: self)
      return nil
    } catch {
      return "\(error)"
    }
  }
}

extension Device {
  /// The errors after a gate: depolarizing, then relaxation.
  ///
  /// Depolarizing that leaves a share 1 - p of the state and makes the rest I / d, after a channel of average fidelity F, gives the
  /// fidelity F - p (F - 1 / d): Magesan, Gambetta, Emerson, *Characterizing quantum gates via randomized benchmarking* (2012).
  func errors(_ calibration: Calibration, on qubits: [Qubit], _ numbers: [Int])
    -> [NoisyCircuit.Step]
  {
    let relaxation = qubits.map {
      NoiseChannel.thermalRelaxation(t1: $0.t1, t2: $0.t2, duration: calibration.length)
    }
    let dimension = Double(1 << qubits.count)
    // A channel's average fidelity from that of its share of a maximally entangled state.
    let entanglement = relaxation.reduce(1.0) { $0 * $1.blochMap.entanglementFidelity }
    let fidelity = (dimension * entanglement + 1) / (dimension + 1)
    let error = min(calibration.error, dimension / (dimension + 1))
    var steps: [NoisyCircuit.Step] = []
    if calibration.error > 1 - fidelity {
      let products = dimension * dimension
      let share = min(
        (error - (1 - fidelity)) / (fidelity - 1 / dimension), products / (products - 1))
      // Of the products of Pauli operators one in d^2 is the identity.
      let probability = share * (products - 1) / products
      steps.append(
        numbers.count == 1
          ? .channel(.depolarizing(pauliProbability: probability), qubit: numbers[0])
          : .jointDepolarizing(pauliProbability: probability, qubits: numbers))
    }
    if calibration.length > 0 {
      steps += zip(relaxation, numbers).map { .channel($0, qubit: $1) }
    }
    return steps
  }
}

extension BlochMap {
  /// How much of a maximally entangled state of the qubit and another one is left.
  var entanglementFidelity: Double { (1 + x + y + z) / 4 }
}
