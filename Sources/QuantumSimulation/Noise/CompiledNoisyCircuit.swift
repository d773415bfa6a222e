import Arithmetic
import CKernels

/// A circuit with noise, as the kernels read it.
///
/// Unchecked: everything here is written by the initialiser and only read afterwards.
public final class CompiledNoisyCircuit: @unchecked Sendable {
  /// How a state that is no pure one is computed.
  public enum Method: Sendable, Hashable {
    /// Exactly, as 4^n real numbers.
    case densityMatrix
    /// As the average of so many random pure states.
    case trajectories(Int)
  }

  /// Up to so many qubits density matrices are computed unless something else is said.
  public static let densityMatrixQubits = 8
  /// The largest number of qubits that can be measured together: probabilities are sums over all products of Zs.
  public static let probabilityQubits = 10

  /// How the state is computed.
  public let method: Method
  /// What the kernels read.
  let form: UnsafePointer<qd_noisy_circuit>
  private let memory: KeptArrays

  /// Compiles a circuit.
  ///
  /// - Parameters:
  ///   - circuit: what is run, errors included.
  ///   - method: by default exact up to ``densityMatrixQubits``, and so many trajectories beyond.
  ///   - trajectories: how many there are beyond, where no method is given.
  /// - Precondition: of more than that many qubits no density matrix; at most ``probabilityQubits`` qubits' probabilities.
  public init(_ circuit: NoisyCircuit, method: Method? = nil, trajectories: Int = 128) {
    let qubitCount = circuit.qubitCount
    let method =
      method
      ?? (qubitCount <= Self.densityMatrixQubits ? .densityMatrix : .trajectories(trajectories))
    precondition(
      method != .densityMatrix || qubitCount <= Self.densityMatrixQubits,
      "a density matrix of \(qubitCount) qubits; at most \(Self.densityMatrixQubits)")
    if case .probabilities(let qubits) = circuit.measurement {
      precondition(
        qubits.count <= Self.probabilityQubits,
        "probabilities of \(qubits.count) qubits; at most \(Self.probabilityQubits) with noise")
    }
    let memory = KeptArrays()
    self.method = method
    self.memory = memory
    form = memory.form(circuit, method)
  }

  /// Into how many pieces the way back is divided.
  var segmentCount: Int {
    Int((form.pointee.step_count + form.pointee.segment - 1) / form.pointee.segment)
  }
}

extension KeptArrays {
  fileprivate func form(
    _ circuit: NoisyCircuit, _ method: CompiledNoisyCircuit.Method
  ) -> UnsafePointer<qd_noisy_circuit> {
    let steps = NoisyProgram(circuit).steps
    let angles = AngleTable(
      steps.compactMap { if case .rotation(_, let angle) = $0 { angle } else { nil } })
    let readout = NoisyReadout(circuit.measurement, circuit.readout)

    var form = qd_noisy_circuit()
    form.circuit = self.form(
      qubitCount: circuit.qubitCount, inputCount: circuit.inputCount,
      parameterCount: circuit.parameterCount, outputCount: circuit.outputCount,
      preparation: circuit.preparation, angles)
    form.steps = keep(steps.map { self.step($0, angles) })
    form.step_count = Int32(steps.count)
    let learntCount = steps.count {
      if case .rotation(_, let angle) = $0 { angle.isLearnt } else { false }
    }
    let stateSize: Int
    switch method {
    case .densityMatrix:
      form.state = QD_DENSITY_MATRIX
      form.trajectory_count = 1
      form.strings = keep(readout.strings.map { UInt32($0.bits) })
      stateSize = 1 << (2 * circuit.qubitCount)
    case .trajectories(let count):
      precondition(count > 0, "\(count) trajectories")
      form.state = QD_TRAJECTORIES
      form.trajectory_count = Int32(count)
      form.observables = keep(
        readout.strings.map {
          qd_observable(
            sign_bits: UInt32($0.signBits), flipped_bits: UInt32($0.flippedBits),
            count_of_y: Int32($0.countOfY))
        })
      stateSize = 2 << circuit.qubitCount
    }
    form.segment = Int32(segmentLength(steps.count, learntCount: learntCount, stateSize: stateSize))
    form.string_count = Int32(readout.strings.count)
    form.weights = keep(readout.weights.flatMap { $0 })
    form.constants = keep(readout.constants)
    return keep([form])
  }

  /// How many steps are gone back over at a time: all, if what they leave fits a core's caches; otherwise so many that the states
  /// between segments and those within one are equally many.
  private func segmentLength(_ stepCount: Int, learntCount: Int, stateSize: Int) -> Int {
    let cacheSize = 4 << 20
    let bytes = learntCount * stateSize * 4 * BatchTable.stride(forSamples: 1)
    return max(
      1, bytes <= cacheSize ? stepCount : Int(Double(stepCount).squareRoot().rounded(.up)))
  }

  private func step(_ step: NoisyProgram.Step, _ angles: AngleTable) -> qd_noisy_step {
    var form = qd_noisy_step()
    switch step {
    case .rotation(let paulis, let angle):
      form.kind = QD_ROTATE
      form.pauli = paulis.bits
      form.flip = UInt32(paulis.flippedBits)
      form.sign = UInt32(paulis.signBits)
      form.angle = angles.number(of: angle)
      form.is_learnt = angle.isLearnt ? 1 : 0
    case .permutation(let gate, let first, let second):
      form.kind =
        switch gate {
        case .cx: QD_CONTROLLED_X
        case .cz: QD_CONTROLLED_Z
        default: QD_SWAP
        }
      form.qubits = (Int32(first), Int32(second))
    case .channel(let map, let qubit):
      form.kind = QD_CHANNEL
      form.qubits.0 = Int32(qubit)
      (form.x, form.y, form.z, form.shift) = (map.x, map.y, map.z, map.shift)
      let operators = map.krausOperators.sorted { $0.probability > $1.probability }
      var until = 0.0
      form.kraus = keep(
        operators.map { kraus in
          until += kraus.probability
          let scale = 1 / kraus.probability.squareRoot()
          return qd_kraus(
            first: kraus.first * scale, second: kraus.second * scale, until: until,
            is_diagonal: kraus.isDiagonal ? 1 : 0)
        })
      form.kraus_count = Int32(operators.count)
    case .jointDepolarizing(let probability, let qubits):
      form.kind = QD_JOINT_DEPOLARIZING
      form.pauli = qubits.reduce(0) { $0 | 3 << (2 * UInt64($1)) }
      // Half of the other products anticommute with any one: of 4^m - 1 there are 4^m / 2.
      let all = Double(1 << (2 * qubits.count))
      form.x = 1 - probability * all / (all - 1)
      form.y = probability
    }
    return form
  }
}

extension PauliString {
  /// For qubit q bit 2q if there is an X or Y, bit 2q + 1 if there is a Z or Y.
  fileprivate var bits: UInt64 {
    factors.reduce(0) { bits, factor in
      let digit: UInt64 =
        switch factor.value {
        case .x: 1
        case .z: 2
        case .y: 3
        }
      return bits | digit << (2 * UInt64(factor.key))
    }
  }
}

extension AngleSum {
  /// Whether there is a derivative by anything it depends on.
  fileprivate var isLearnt: Bool { terms.contains { !$0.isFlat } }
}
