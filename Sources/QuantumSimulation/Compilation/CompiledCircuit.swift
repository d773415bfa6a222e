import Arithmetic
import CKernels

/// A circuit in normal form, as the kernels read it.
///
/// Unchecked: everything here is written by the initialiser and only read afterwards.
public final class CompiledCircuit: @unchecked Sendable {
  /// What the lanes of a vector are.
  public enum Layout: Sendable, CaseIterable {
    /// Samples: small states, many of them.
    case samples
    /// Amplitudes of one sample: large states.
    case amplitudes
  }

  /// How states lie in memory.
  public let layout: Layout
  /// What the kernels read.
  let form: UnsafePointer<qd_circuit>
  private let memory: KeptArrays

  /// From so many qubits on, a vector of samples' states is too large for a core's own cache.
  private static let amplitudeQubits = 14

  /// Compiles a circuit.
  public convenience init(_ circuit: VariationalCircuit) {
    self.init(
      circuit,
      layout: circuit.circuit.qubitCount < Self.amplitudeQubits ? .samples : .amplitudes)
  }

  /// Compiles a circuit for a layout. Amplitudes fill vectors from 4 qubits on.
  init(_ circuit: VariationalCircuit, layout: Layout) {
    precondition(
      layout == .samples || circuit.circuit.qubitCount >= 4,
      "\(circuit.circuit.qubitCount) qubits do not fill a vector with amplitudes")
    let memory = KeptArrays()
    self.layout = layout
    self.memory = memory
    form =
      switch layout {
      case .samples: memory.form(circuit, StateLayout(circuit))
      case .amplitudes: memory.form(circuit, StillLayout(circuit))
      }
  }
}

/// Arrays at addresses that stay.
final class KeptArrays {
  private var owned: [UnsafeMutableRawPointer] = []

  deinit {
    for memory in owned { memory.deallocate() }
  }

  /// Copies an array to such an address.
  func keep<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    memory.initialize(from: elements, count: elements.count)
    owned.append(UnsafeMutableRawPointer(memory))
    return UnsafePointer(memory)
  }
}
