import QuantumSimulation

extension AnsatzPlan {
  /// What plans call a family of ansatzes, such as `strongly-entangling`.
  public struct Name: Hashable, Sendable {
    /// The name in plans.
    public let rawValue: String

    private init(_ rawValue: String) { self.rawValue = rawValue }

    /// ``StronglyEntanglingLayers``
    public static let stronglyEntangling = Name("strongly-entangling")
    /// ``BasicEntanglerLayers``
    public static let basicEntangler = Name("basic-entangler")
    /// ``SimplifiedTwoDesign``
    public static let simplifiedTwoDesign = Name("simplified-two-design")
    /// ``TwoLocal/realAmplitudes(qubitCount:layerCount:entanglement:)``
    public static let realAmplitudes = Name("real-amplitudes")
    /// ``TwoLocal/efficientSU2(qubitCount:layerCount:entanglement:)``
    public static let efficientSU2 = Name("efficient-su2")
    /// ``TwoLocal`` with RY and CNOTs.
    public static let twoLocal = Name("two-local")
    /// ``SpecialUnitaryRing``; a layer is one block for each qubit, once round the ring.
    public static let specialUnitaryRing = Name("su4-ring")
    /// ``SpecialUnitaryBrickWall``
    public static let specialUnitaryBrickWall = Name("su4-brick-wall")
    /// ``ArbitraryUnitary``; a layer is a whole one, so that one is enough unless inputs come between.
    public static let arbitraryUnitary = Name("arbitrary-unitary")
    /// ``QCNN``; each layer halves the number of qubits.
    public static let qcnn = Name("qcnn")

    /// ``SimAnsatz`` with this number, 1 to 19.
    public static func sim(_ number: Int) -> Name {
      precondition(SimAnsatz.numbers.contains(number), "circuit \(number); there are 1 to 19")
      return Name("sim-\(number)")
    }

    /// A program in OpenQASM; a layer is the whole of it. Plans give the program instead of a name.
    public static let openqasm = Name("openqasm")
  }
}

extension AnsatzPlan.Name: PlanName {
  /// `ansatz`
  public static let kind = "ansatz"

  /// All families that have names; programs have none.
  public static let allCases: [AnsatzPlan.Name] = AnsatzFamily.all.map { Self($0.name) }

  /// All names, those of the nineteen circuits in short.
  public static var list: String {
    let names = allCases.map(\.rawValue)
    let first = names.prefix { !$0.hasPrefix("sim-") }
    let last = names.reversed().prefix { !$0.hasPrefix("sim-") }.reversed()
    return (first + ["sim-1 to sim-19"] + last).joined(separator: ", ")
  }

  /// The family of that name, if there is one.
  public init?(rawValue: String) {
    guard AnsatzFamily.all.contains(where: { $0.name == rawValue }) else { return nil }
    self.init(rawValue)
  }

  /// What an entangling layer joins unless a plan says otherwise; `nil` for families that leave no choice, and for programs.
  public var defaultEntanglement: Entanglement? { family?.entanglement }

  /// The family; `nil` for programs.
  var family: AnsatzFamily? { AnsatzFamily.all.first { $0.name == rawValue } }
}
