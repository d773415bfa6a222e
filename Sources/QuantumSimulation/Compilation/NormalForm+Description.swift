// Normal forms in words. Dictionaries are sorted, so that the same circuit always gives the same text.

extension NormalForm.Turn: CustomStringConvertible {
  /// `RZ θ0`, `RY x0`
  var description: String { "\(isAboutZ ? "RZ" : "RY") \(angle)" }
}

extension NormalForm.Flip: CustomStringConvertible {
  /// `X 2`, `CX 0→2`, `CCX 0,1→2`, `C3X 0,1,2→3`
  var description: String {
    let controls = bits(of: controls)
    let name =
      controls.count > 2 ? "C\(controls.count)" : String(repeating: "C", count: controls.count)
    let arrow = controls.isEmpty ? "" : controls.map(String.init).joined(separator: ",") + "→"
    return "\(name)X \(arrow)\(target)"
  }
}

extension NormalForm {
  /// The turns of each qubit that has some.
  var turnsByQubit: [(qubit: Int, turns: [Turn])] {
    Dictionary(grouping: turns, by: \.qubit).sorted { $0.key < $1.key }
      .map { (qubit: $0.key, turns: $0.value) }
  }
}

extension NormalForm.Stage {
  /// The flips in their order, or `identity`.
  var permutationTexts: [String] {
    flips.areIdentity ? ["identity"] : flips.map(\.description)
  }

  /// `Z0 θ4+θ11`, `Z0Z2 0.5·θ7`: phases of few qubits before those of many.
  var phaseTexts: [String] {
    phases.sorted { ($0.key.nonzeroBitCount, $0.key) < ($1.key.nonzeroBitCount, $1.key) }
      .map { "\(PauliString.z(ofAll: $0.key)) \($0.value)" }
  }

  /// `q0 θ1`, by qubit.
  var rotationTexts: [String] {
    rotations.sorted { $0.key < $1.key }.map { "q\($0.key) \($0.value)" }
  }
}

/// What is found of a measured parity before a permutation.
struct ParitySource: Hashable {
  /// The qubits, as bits.
  var mask: Int
  /// Whether the opposite is found.
  var isNegated = false
}

extension [NormalForm.Flip] {
  /// The parity before the flips that tells this parity of qubits after them. `nil`, if a flip with several controls
  /// has changed it.
  func source(ofParity mask: Int) -> ParitySource? {
    var source = ParitySource(mask: mask)
    for flip in reversed() where source.mask >> flip.target & 1 == 1 {
      guard flip.controls.nonzeroBitCount <= 1 else { return nil }
      source.mask ^= flip.controls
      if flip.controls == 0 { source.isNegated.toggle() }
    }
    return source
  }

  /// Whether they undo each other; not looked into if some have several controls.
  fileprivate var areIdentity: Bool {
    Set(map(\.target)).allSatisfy { source(ofParity: 1 << $0) == ParitySource(mask: 1 << $0) }
  }
}

extension PauliString {
  /// The product of Z on all qubits of a mask.
  static func z(ofAll mask: Int) -> PauliString {
    PauliString(Dictionary(uniqueKeysWithValues: bits(of: mask).map { ($0, .z) }))
  }
}
