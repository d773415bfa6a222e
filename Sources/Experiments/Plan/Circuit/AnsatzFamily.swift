import QuantumSimulation

/// A family of ansatzes that plans can name.
struct AnsatzFamily: Sendable {
  /// Templates for so many qubits and layers, in a row.
  typealias Templates = @Sendable (_ qubitCount: Int, _ layerCount: Int) -> [any Ansatz]

  /// The name in plans.
  let name: String
  /// How many qubits there may be.
  var qubitCounts = 1...Circuit.qubitLimit
  /// How many layers there may be on so many qubits, where that depends on them.
  var layerLimit: (@Sendable (_ qubitCount: Int) -> Int)?
  /// What an entangling layer joins unless a plan says otherwise; `nil` for families that leave no choice.
  var entanglement: Entanglement?
  /// A template for each layer, where a layer depends on its place among the others; `nil` where all are as one alone.
  var singleLayers: Templates?
  /// The ansatz, with what an entangling layer joins where there is a choice.
  let templates: @Sendable (_ entanglement: Entanglement) -> Templates

  /// A family that leaves no choice.
  init(
    _ name: String, qubits: ClosedRange<Int> = 1...Circuit.qubitLimit,
    layerLimit: (@Sendable (Int) -> Int)? = nil,
    singleLayers: Templates? = nil, _ templates: @escaping Templates
  ) {
    self.name = name
    qubitCounts = qubits
    self.layerLimit = layerLimit
    self.singleLayers = singleLayers
    self.templates = { _ in templates }
  }

  /// A family that usually joins qubits in this way.
  init(
    _ name: String, usually entanglement: Entanglement,
    _ templates:
      @escaping @Sendable (_ qubitCount: Int, _ layerCount: Int, Entanglement) -> [any Ansatz]
  ) {
    self.name = name
    self.entanglement = entanglement
    self.templates = { entanglement in { templates($0, $1, entanglement) } }
  }
}

extension AnsatzFamily {
  /// All of them, in the order in which they are listed. A new one needs a line here, and nothing else.
  static let all: [AnsatzFamily] =
    [
      AnsatzFamily(
        "strongly-entangling",
        // Each with the range that it has among the others.
        singleLayers: { qubitCount, layerCount in
          StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: layerCount).ranges
            .map { StronglyEntanglingLayers(qubitCount: qubitCount, ranges: [$0]) }
        }
      ) { [StronglyEntanglingLayers(qubitCount: $0, layerCount: $1)] },
      AnsatzFamily("basic-entangler") { [BasicEntanglerLayers(qubitCount: $0, layerCount: $1)] },
      AnsatzFamily("simplified-two-design") {
        [SimplifiedTwoDesign(qubitCount: $0, layerCount: $1)]
      },
      AnsatzFamily("real-amplitudes", usually: .reverseLinear) {
        [TwoLocal.realAmplitudes(qubitCount: $0, layerCount: $1, entanglement: $2)]
      },
      AnsatzFamily("efficient-su2", usually: .reverseLinear) {
        [TwoLocal.efficientSU2(qubitCount: $0, layerCount: $1, entanglement: $2)]
      },
      AnsatzFamily("two-local", usually: .linear) {
        [TwoLocal(qubitCount: $0, layerCount: $1, entanglement: $2)]
      },
      AnsatzFamily("excitation-preserving", usually: .full) {
        [ExcitationPreserving(qubitCount: $0, layerCount: $1, entanglement: $2)]
      },
    ]
    + SimAnsatz.numbers.map { number in
      AnsatzFamily("sim-\(number)", qubits: 2...Circuit.qubitLimit) {
        [SimAnsatz(number: number, qubitCount: $0, layerCount: $1)]
      }
    }
    + [
      // A layer is one block for each qubit, once round the ring.
      AnsatzFamily("su4-ring", qubits: 2...Circuit.qubitLimit) {
        [SpecialUnitaryRing(qubitCount: $0, blockCount: $1 * $0)]
      },
      AnsatzFamily("su4-brick-wall", qubits: 2...Circuit.qubitLimit) {
        [SpecialUnitaryBrickWall(qubitCount: $0, layerCount: $1)]
      },
      // A layer is a whole one, so that one is enough unless inputs come between.
      AnsatzFamily("arbitrary-unitary", qubits: 1...3) {
        Array(repeating: ArbitraryUnitary(qubitCount: $0), count: $1)
      },
      // Each layer halves the number of qubits.
      AnsatzFamily("qcnn", qubits: 2...Circuit.qubitLimit, layerLimit: { QCNN.layerLimit($0) }) {
        [QCNN(qubitCount: $0, layerCount: $1)]
      },
    ]
}
