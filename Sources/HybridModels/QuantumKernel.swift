import QuantumSimulation

/// A quantum kernel of a model: how alike the states are that its last circuit makes of two samples.
///
/// K(i, j) = Tr(rho_i rho_j), where rho is the state of some of the qubits when the circuit has run. In terms of Pauli
/// strings P on these m qubits that is 2^-m (1 + sum over P of <P>_i <P>_j): what ``tap`` shows is all that is needed, and
/// derivatives flow back through it to the circuit's angles and inputs. Huang et al., *Power of data in quantum machine
/// learning* (2021), call kernels of some qubits' states projected.
///
/// Of all qubits, rho is |psi><psi| and K the overlap |<psi_i|psi_j>|^2. Where the circuit is U(angles) V(sample), U cancels
/// in it, and no angle would learn: such a kernel is refused.
public struct QuantumKernel: Sendable, Hashable {
  /// Of which qubits a kernel is.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Some; by default those that are measured.
    case projected
    /// All.
    case overlap

    /// Of more qubits there are more Pauli strings, 4^m - 1, than a training step should measure.
    public var qubitLimit: Int {
      switch self {
      case .projected: 4
      // A circuit of so few is fast.
      case .overlap: 5
      }
    }
  }

  /// The qubits whose states are compared, in ascending order.
  public let qubits: [Int]
  /// Shows <P> of all Pauli strings on the qubits but the identity: 4^m - 1 numbers.
  public let tap: ModelTap

  /// The kernel of a model's last circuit.
  ///
  /// - Parameters:
  ///   - kind: whether it is of some of the qubits or of all.
  ///   - qubits: which ones a projected kernel is of, if not of those that are measured.
  ///   - model: whose last circuit makes the states.
  /// - Throws: ``Problem`` if there is none, or none from which angles could learn.
  public init(_ kind: Kind, qubits: [Int]? = nil, of model: Model) throws(Problem) {
    guard let layer = model.layers.lastIndex(where: { $0 is CircuitLayer }),
      let circuit = (model.layers[layer] as? CircuitLayer)?.circuit
    else { throw .noCircuit }
    let all = Array(0..<circuit.circuit.qubitCount)
    let chosen = kind == .overlap ? all : qubits?.sorted() ?? circuit.measurement.qubits
    guard !chosen.isEmpty, Set(chosen).count == chosen.count, Set(chosen).isSubset(of: all) else {
      throw .noSuchQubits(chosen, qubitCount: all.count)
    }
    guard chosen != all || circuit.circuit.reuploadsInputs else { throw .anglesCancel }
    guard chosen.count <= kind.qubitLimit else { throw .tooManyQubits(chosen.count, kind) }
    self.init(qubits: chosen, layer: layer)
  }

  /// The kernel of these qubits of a circuit layer.
  init(qubits: [Int], layer: Int) {
    self.qubits = qubits
    tap = .observables(PauliString.all(on: qubits), ofLayer: layer)
  }
}

extension QuantumKernel {
  /// Why a model has no such kernel.
  public enum Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nothing in it is quantum.
    case noCircuit
    /// The circuit has other qubits than these.
    case noSuchQubits([Int], qubitCount: Int)
    /// All qubits are compared, and what the angles do cancels.
    case anglesCancel
    /// So many have too many Pauli strings.
    case tooManyQubits(Int, Kind)

    /// What is wrong, and what may help.
    public var description: String {
      switch self {
      case .noCircuit: "it has no circuit, so it has no quantum kernel"
      case .noSuchQubits(let qubits, let count):
        "\(qubits); name different qubits from 0 to \(count - 1)"
      case .anglesCancel:
        "gates after the last input cancel in overlaps of all qubits, and no angle would learn; compare fewer qubits, or "
          + "re-upload the inputs"
      case .tooManyQubits(let count, .projected):
        "\(count) qubits have 4^\(count) Pauli strings to measure; name at most \(Kind.projected.qubitLimit) of them"
      case .tooManyQubits(let count, .overlap):
        "\(count) qubits have 4^\(count) Pauli strings to measure; of more than \(Kind.overlap.qubitLimit) compare "
          + "some, with a projected kernel"
      }
    }
  }
}
