/// A circuit as a device runs it: on the qubits that suit it best, of the device's own gates.
///
///     let circuit = try DeviceCircuit(student, on: device)
///     let noisy = circuit.noisy
///
/// A state that is prepared from bits stays one; that takes pulses which are not counted. Global phases are dropped.
public struct DeviceCircuit: Sendable {
  /// A gate of the device.
  struct Operation: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
      case rz(AngleSum)
      /// `sx`, `x` or `u2`.
      case pulse(Device.Pulse)
      /// Two quarter turns with a rotation about Z between them.
      case u3(AngleSum)
      case entangler(Device.Entangler)
    }

    let kind: Kind
    let qubits: [Int]
  }

  /// The circuit.
  public let original: VariationalCircuit
  /// Where it runs.
  public let device: Device
  /// The device's number of each qubit that is used, by its number here.
  public let physicalQubits: [Int]
  /// How many swaps were put in. Two swapped qubits keep each other's names to the end: only what is measured is named anew.
  public let swapCount: Int
  /// What is measured, of the qubits by their numbers here.
  public let measurement: VariationalCircuit.Measurement
  /// What acts, of the qubits by their numbers here.
  let operations: [Operation]

  /// The circuit on the device. Placement and swaps are deterministic.
  ///
  /// - Parameters:
  ///   - circuit: the circuit.
  ///   - device: where it shall run.
  ///   - parameters: the circuit's parameters, if they are known: with numbers for angles more pulses can be merged. By default angles
  ///     stay symbols, as in a circuit that is compiled once and trained.
  /// - Throws: ``DeviceError`` if the device is too small or the state is prepared from amplitudes.
  public init(
    _ circuit: VariationalCircuit, on device: Device, parameters: [Double]? = nil
  ) throws(DeviceError) {
    precondition(
      parameters.map { $0.count >= circuit.parameterCount } ?? true, "too few parameters")
    if case .amplitudes = circuit.circuit.preparation {
      throw DeviceError(
        device,
        "a state of given amplitudes has no preparation by gates here: use an angle or basis embedding"
      )
    }
    let basis = BasisCircuit(circuit, parameters: parameters)
    // Bits are prepared in the first qubits, whether they matter or not.
    let qubits =
      circuit.circuit.preparation == .groundState
      ? basis.qubits : Array(0..<circuit.circuit.qubitCount)
    guard qubits.count <= device.qubits.count else {
      throw DeviceError(
        device,
        "the circuit has \(qubits.count) qubits, the device \(device.qubits.count): "
          + "choose a larger device")
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(qubits, qubits.indices))
    let operations = basis.operations.map { $0.mapping { numbers[$0]! } }
    let measurement = basis.measurement.mapping { numbers[$0]! }
    let costs = DeviceCosts(device)
    let task = RoutingTask(
      qubitCount: max(1, qubits.count),
      pairs: basis.pairs.map { (numbers[$0.control]!, numbers[$0.target]!) },
      measured: measurement.qubits)
    guard let routing = task.bestRouting(costs) else {
      throw DeviceError(
        device,
        "it has no \(qubits.count) connected qubits whose gates work (by its calibration): "
          + "choose another device or calibration")
    }
    let routed = routing.applied(to: operations)
    // A place is called by the number of the qubit that begins there.
    var names = Array(repeating: 0, count: routing.start.count)
    for (qubit, place) in routing.start.enumerated() { names[place] = qubit }
    original = circuit
    self.device = device
    physicalQubits = routing.start.map { routing.region.qubits[$0] }
    swapCount = routing.swapCount
    self.measurement = measurement.mapping { names[routed.end[$0]] }
    var lowering = Lowering(device, costs, physicalQubits)
    for operation in routed.operations { lowering.append(operation.mapping { names[$0] }) }
    self.operations = lowering.operations(before: self.measurement)
  }
}

extension DeviceCircuit {
  /// Gates of a device as they are, on its first qubits.
  init(
    _ operations: [Operation], of original: VariationalCircuit, on device: Device
  ) {
    self.original = original
    self.device = device
    physicalQubits = Array(0..<original.circuit.qubitCount)
    swapCount = 0
    measurement = original.measurement
    self.operations = operations
  }
}

extension Routing {
  /// The operations in the region's places, and where qubits are at the end.
  func applied(to operations: [BasisOperation]) -> (operations: [BasisOperation], end: [Int]) {
    var places = start
    var result: [BasisOperation] = []
    var pair = 0
    for operation in operations {
      if case .cx = operation {
        for (first, second) in swaps[pair] {
          // The way around in which the first gate undoes the one before, if there is one.
          let before = result.last { !$0.qubits.allSatisfy { $0 != first && $0 != second } }
          let isTurned = before == .cx(second, first)
          let (from, to) = isTurned ? (second, first) : (first, second)
          result += [.cx(from, to), .cx(to, from), .cx(from, to)]
          places.swap((first, second))
        }
        pair += 1
      }
      result.append(operation.mapping { places[$0] })
    }
    return (result.cancelled, places)
  }
}
