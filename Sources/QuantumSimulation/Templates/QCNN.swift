/// A quantum convolutional neural network: layers that apply one block to all pairs of neighbours, then halve
/// the number of qubits.
///
/// A layer on the remaining qubits q_0, ..., q_(m - 1):
/// 1. Convolution: the same block, an arbitrary element of SU(4) as in ``SpecialUnitaryRing``, on
///    (q_0, q_(m - 1)) if m > 2; then on (q_0, q_1), (q_2, q_3), ...; then on (q_1, q_2), (q_3, q_4), ...
/// 2. Pooling: from q_1 to q_0, from q_3 to q_2, ... a controlled RZ, X on the control, a controlled RX, so
///    that the target turns one way if the control is 1 and another if it is 0. Then q_1, q_3, ... are let go:
///    no gate touches them again, and they are not measured. If m is odd, the last qubit remains.
///
/// Measure ``measuredQubits``, those that remain: pooling is a selective measurement.
///
///     let ansatz = QCNN(qubitCount: 8)
///     circuit.append(ansatz)
///     let student = VariationalCircuit(circuit, measuring: PauliString.z(of: ansatz.measuredQubits))
///
/// Parameters: `[layers, 17]`, in each layer 15 for the block and 2 for pooling, whatever the number of
/// qubits. Cong, Choi and Lukin, *Quantum convolutional neural networks* (2019), in the form and the order of
/// gates of Hur, Kim and Park, *Quantum convolutional neural network for classical data classification* (2022).
public struct QCNN: Ansatz, Hashable {
  /// How many qubits there are, at least 2.
  public let qubitCount: Int
  /// How many layers there are, each of convolution and pooling.
  public let layerCount: Int

  /// As many layers as leave one qubit.
  public init(qubitCount: Int) {
    self.init(qubitCount: qubitCount, layerCount: Self.layerLimit(qubitCount))
  }

  /// Some layers.
  ///
  /// - Precondition: at least 2 qubits, and before each layer at least 2 that remain.
  public init(qubitCount: Int, layerCount: Int) {
    precondition(qubitCount >= 2, "a two-qubit block needs 2 qubits, not \(qubitCount)")
    let limit = Self.layerLimit(qubitCount)
    precondition(
      (0...limit).contains(layerCount),
      "\(layerCount) layers; \(qubitCount) qubits can be halved 0 to \(limit) times")
    self.qubitCount = qubitCount
    self.layerCount = layerCount
  }

  /// How often the qubits can be halved, rounding up, until one is left.
  public static func layerLimit(_ qubitCount: Int) -> Int {
    Int.bitWidth - (qubitCount - 1).leadingZeroBitCount
  }

  /// 17 for each layer.
  public var parameterCount: Int { layerCount * (SpecialUnitaryBlock.parameterCount + 2) }

  /// The qubits that remain after all layers: 0, 2^layers, 2 x 2^layers, ...
  public var measuredQubits: [Int] { remainingQubits(beforeLayer: layerCount) }

  private func remainingQubits(beforeLayer layer: Int) -> [Int] {
    Array(stride(from: 0, to: qubitCount, by: 1 << layer))
  }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    for layer in 0..<layerCount {
      let qubits = remainingQubits(beforeLayer: layer)
      let even = Self.neighbours(in: qubits, from: 0)
      let odd = Self.neighbours(in: qubits, from: 1)
      let ring = qubits.count > 2 ? [(qubits[0], qubits[qubits.count - 1])] : []

      let block = circuit.parameterCount
      for (first, second) in ring + even + odd {
        SpecialUnitaryBlock.append(to: &circuit, on: first, second, firstParameter: block)
      }
      let pooling = circuit.parameterCount
      for (kept, pooled) in even {
        circuit.append(.crz, .parameter(pooling), on: pooled, kept)
        circuit.append(.x, on: pooled)
        circuit.append(.crx, .parameter(pooling + 1), on: pooled, kept)
      }
    }
  }

  /// The pairs of the qubits at `start` and `start + 1`, at `start + 2` and `start + 3`, ...
  private static func neighbours(in qubits: [Int], from start: Int) -> [(Int, Int)] {
    stride(from: start, to: qubits.count - 1, by: 2).map { (qubits[$0], qubits[$0 + 1]) }
  }
}
