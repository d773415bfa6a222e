/// One of the nineteen circuits whose expressibility and entangling capability Sim, Johnson and
/// Aspuru-Guzik compared: *Expressibility and entangling capability of parameterized quantum circuits for
/// hybrid quantum-classical algorithms* (2019), figure 2.
///
/// The paper draws them for four qubits; for other numbers they are continued as in MindQuantum. (For
/// circuits 13 and 14 the paper's table continues the second ring with range 3 instead; on four qubits that is
/// the same.)
///
/// Parameters: in the order of the gates. On n qubits a layer has 2 n (circuits 1, 2), 3 n - 1 (3, 4, 16, 17),
/// n^2 + 3 n (5, 6), 5 n - 1 (7, 8), n (9, 10; and 10 has n before the first layer), 4 n - 4 (11, 12),
/// 4 n (13, 14), 2 n (15), 3 n (18, 19).
public struct SimAnsatz: Ansatz, Hashable {
  /// The numbers that the paper gives to its circuits.
  public static let numbers = 1...19

  /// Which circuit, 1 to 19.
  public let number: Int
  /// How many qubits there are, at least 2.
  public let qubitCount: Int
  /// How often the circuit is repeated.
  public let layerCount: Int

  /// One of the circuits.
  ///
  /// - Precondition: a number from 1 to 19, at least 2 qubits.
  public init(number: Int, qubitCount: Int, layerCount: Int) {
    precondition(Self.numbers.contains(number), "circuit \(number); there are 1 to 19")
    precondition(qubitCount >= 2, "the circuits entangle: \(qubitCount) qubits are too few")
    precondition(layerCount >= 0, "\(layerCount) layers")
    self.number = number
    self.qubitCount = qubitCount
    self.layerCount = layerCount
  }

  /// As many as the gates take.
  public var parameterCount: Int {
    var circuit = Circuit(qubitCount: qubitCount)
    append(to: &circuit)
    return circuit.parameterCount
  }

  /// Appends the layers.
  public func append(to circuit: inout Circuit) {
    // Circuit 10 begins with rotations that are not repeated.
    if number == 10 { circuit.appendRotations(.ry, on: all) }
    for _ in 0..<layerCount { appendLayer(to: &circuit) }
  }

  private func appendLayer(to circuit: inout Circuit) {
    switch number {
    case 1: rotate(&circuit, .rx, .rz)
    case 2, 3, 4:
      rotate(&circuit, .rx, .rz)
      entangle(&circuit, [.cx, .crz, .crx][number - 2], descendingChain)
    case 5, 6:
      rotate(&circuit, .rx, .rz)
      entangle(&circuit, number == 5 ? .crz : .crx, everyOrderedPair)
      rotate(&circuit, .rx, .rz)
    case 7, 8:
      let gate: Gate = number == 7 ? .crz : .crx
      rotate(&circuit, .rx, .rz)
      entangle(&circuit, gate, neighbours(from: 0))
      rotate(&circuit, .rx, .rz)
      entangle(&circuit, gate, neighbours(from: 1))
    case 9:
      for qubit in all { circuit.append(.h, on: qubit) }
      entangle(&circuit, .cz, descendingChain)
      rotate(&circuit, .rx)
    case 10:
      entangle(&circuit, .cz, ascendingPairsBackwards + [(qubitCount - 1, 0)])
      rotate(&circuit, .ry)
    case 11, 12:
      let gate: Gate = number == 11 ? .cx : .cz
      rotate(&circuit, .ry, .rz)
      entangle(&circuit, gate, neighbours(from: 0))
      let inner = all.dropFirst().dropLast()
      circuit.appendRotations(.ry, on: inner)
      circuit.appendRotations(.rz, on: inner)
      entangle(&circuit, gate, neighbours(from: 1))
    case 13, 14, 15:
      let gate: Gate = [.crz, .crx, .cx][number - 13]
      rotate(&circuit, .ry)
      entangle(&circuit, gate, forwardRing)
      rotate(&circuit, .ry)
      entangle(&circuit, gate, backwardRing)
    case 16, 17:
      let gate: Gate = number == 16 ? .crz : .crx
      rotate(&circuit, .rx, .rz)
      entangle(&circuit, gate, neighbours(from: 0) + neighbours(from: 1))
    default:
      rotate(&circuit, .rx, .rz)
      entangle(&circuit, number == 18 ? .crz : .crx, forwardRing)
    }
  }

  private func rotate(_ circuit: inout Circuit, _ gates: Gate...) {
    for gate in gates { circuit.appendRotations(gate, on: all) }
  }

  private func entangle(_ circuit: inout Circuit, _ gate: Gate, _ pairs: [Pair]) {
    for pair in pairs { circuit.appendControlled(gate, from: pair.control, to: pair.target) }
  }
}

// MARK: - Which qubits are joined

extension SimAnsatz {
  private typealias Pair = (control: Int, target: Int)

  private var all: Range<Int> { 0..<qubitCount }

  /// (n - 1, n - 2), ..., (1, 0)
  private var descendingChain: [Pair] {
    all.dropFirst().reversed().map { ($0, $0 - 1) }
  }

  /// (n - 2, n - 1), ..., (0, 1)
  private var ascendingPairsBackwards: [Pair] {
    all.dropLast().reversed().map { ($0, $0 + 1) }
  }

  /// (n - 1, 0), then (n - 2, n - 1), ..., (0, 1)
  private var forwardRing: [Pair] {
    [(qubitCount - 1, 0)] + ascendingPairsBackwards
  }

  /// (n - 1, n - 2), then (0, n - 1), (1, 0), ..., (n - 2, n - 3)
  private var backwardRing: [Pair] {
    ([qubitCount - 1] + all.dropLast()).map { ($0, ($0 + qubitCount - 1) % qubitCount) }
  }

  /// (first + 1, first), (first + 3, first + 2), ...
  private func neighbours(from first: Int) -> [Pair] {
    stride(from: first, to: qubitCount - 1, by: 2).map { ($0 + 1, $0) }
  }

  /// Every pair, by control and then by target, both from the last qubit to the first.
  private var everyOrderedPair: [Pair] {
    all.reversed().flatMap { control in
      all.reversed().filter { $0 != control }.map { (control, $0) }
    }
  }
}
