extension DeviceCircuit {
  /// Puts a device's own gates in the places of ``BasisOperation``s.
  struct Lowering {
    private let device: Device
    private let costs: DeviceCosts
    private let physicalQubits: [Int]
    private var runs: [QubitRun]
    private var operations: [Operation] = []

    init(_ device: Device, _ costs: DeviceCosts, _ physicalQubits: [Int]) {
      self.device = device
      self.costs = costs
      self.physicalQubits = physicalQubits
      runs = Array(repeating: QubitRun(), count: physicalQubits.count)
    }

    mutating func append(_ operation: BasisOperation) {
      switch operation {
      case .rz(let qubit, _), .sx(let qubit), .x(let qubit): runs[qubit].append(operation)
      case .cx(let control, let target): appendControlledX(control, target)
      }
    }

    /// CX from what there is between the two: turned around by H on both, CZ = H CX H on the target, and, as ECR is a quarter turn
    /// about ZX and then X on the first qubit, CX = RZ(pi/2) and SX after ECR after X.
    private mutating func appendControlledX(_ control: Int, _ target: Int) {
      let coupling = costs.coupling(physicalQubits[control], physicalQubits[target])!
      let isTurned = coupling.gate != .cz && coupling.first != physicalQubits[control]
      let (first, second) = isTurned ? (target, control) : (control, target)
      let turn = isTurned ? BasisOperation.h(on: control) + BasisOperation.h(on: target) : []
      let before: [BasisOperation]
      let after: [BasisOperation]
      switch coupling.gate {
      case .cx: (before, after) = ([], [])
      case .cz: (before, after) = (BasisOperation.h(on: second), BasisOperation.h(on: second))
      case .ecr:
        (before, after) = ([.x(first)], [.rz(first, AngleSum(.pi / 2)), .sx(second)])
      }
      for operation in turn + before { append(operation) }
      settle(control)
      settle(target)
      let isListedFirst = coupling.first == physicalQubits[first]
      operations.append(
        Operation(
          kind: .entangler(coupling.gate),
          qubits: isListedFirst ? [first, second] : [second, first]))
      for operation in after + turn { append(operation) }
    }

    /// The device's gates for what has acted on a qubit since it last met another.
    private mutating func settle(_ qubit: Int, beforeMeasuringZ: Bool = false) {
      let run = runs[qubit]
      runs[qubit] = QubitRun()
      func add(_ kind: Operation.Kind) {
        if case .rz(let angle) = kind, angle.isNearlyTrivial { return }
        operations.append(Operation(kind: kind, qubits: [qubit]))
      }
      if run.isFlipped { add(device.hasGeneralPulses ? .u3(AngleSum(0)) : .pulse(.x)) }
      add(.rz(run.angles[0]))
      var index = 1
      while index < run.angles.count {
        if device.hasGeneralPulses {
          // Two quarter turns are one gate.
          if index + 1 < run.angles.count {
            add(.u3(run.angles[index]))
            index += 1
          } else {
            add(.pulse(.u2))
          }
        } else if index + 1 < run.angles.count, run.angles[index].isNearlyTrivial {
          add(.pulse(.x))
          index += 1
        } else {
          add(.pulse(.sx))
        }
        if index < run.angles.count - 1 || !beforeMeasuringZ { add(.rz(run.angles[index])) }
        index += 1
      }
    }

    /// All gates, without those that no measurement sees.
    mutating func operations(before measurement: VariationalCircuit.Measurement) -> [Operation] {
      let inZ = measurement.qubitsInZ
      for qubit in measurement.qubits { settle(qubit, beforeMeasuringZ: inZ.contains(qubit)) }
      return operations
    }
  }
}

extension AngleSum {
  /// Whether a rotation by it is the identity, but for rounding and a global phase.
  var isNearlyTrivial: Bool {
    terms.isEmpty && abs(constant.remainder(dividingBy: 2 * .pi)) < 1e-9
  }
}
