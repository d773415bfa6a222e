import HybridModels

/// weight x ||K - G_t||_F^2 / batch^2: samples whose features are alike for the teacher shall become alike states in the
/// student's last circuit. Derivatives flow back through that circuit, to its angles and its inputs.
///
/// After Liu et al., *Quantum relational knowledge distillation* (2025, arXiv:2508.13054), where kernels of quantum states are
/// compared. Here the states are the student's own: K_ij is the ``QuantumKernel`` of two samples by sqrt(K_ii K_jj), and G_t
/// the cosines of the teacher's features. Then both have ones on their diagonals, however mixed the states of some of the
/// qubits are and however large the features; rows as in ``SimilarityTerm`` would make a pair's value depend on the rest
/// of the batch. K is never below 0: features at an obtuse angle ask for states as different as can be. Usual: weight 0.1.
public struct KernelRelationalTerm: ObjectiveTerm {
  /// `kernelRelational`
  public static let name = "kernelRelational"
  /// For a methods section.
  public static let meaning =
    "the squared difference of Gram matrices, the student's of its quantum kernel "
    + "(after Liu et al. 2025)"
  /// What the term counts for.
  public var weight: Schedule
  /// Whether the states are those of some qubits or of all.
  public var kernel: QuantumKernel.Kind
  /// Of which qubits; `nil` for those that are measured.
  public var qubits: [Int]?
  /// Which of the teacher's numbers the states are compared with.
  public var teacher: FeatureChoice

  /// A term with this weight.
  public init(
    weight: Schedule, kernel: QuantumKernel.Kind = .projected, qubits: [Int]? = nil,
    teacher: FeatureChoice = .penultimate
  ) {
    self.weight = weight
    self.kernel = kernel
    self.qubits = qubits
    self.teacher = teacher
  }

  /// Yes.
  public var needsTeacher: Bool { true }
  /// What the states are compared with.
  public var teacherFeatures: [FeatureChoice] { [teacher] }

  /// `projected kernel of qubits 0, 1, penultimate of the teacher`
  public var summary: String {
    let which = qubits.map { " of qubits " + $0.map(String.init).joined(separator: ", ") } ?? ""
    return "\(kernel) kernel\(which), \(teacher) of the teacher"
  }

  /// An overlap is of all qubits: none are to be named.
  public func check() throws(InvalidSetting) {
    if kernel == .overlap && qubits != nil {
      throw InvalidSetting("qubits", "an overlap is of all qubits; leave them out")
    }
  }

  /// The student must have a circuit whose angles the kernel depends on.
  public func check(student model: Model) throws(InvalidSetting) {
    do throws(QuantumKernel.Problem) {
      _ = try QuantumKernel(kernel, qubits: qubits, of: model)
    } catch {
      let isOfQubits = qubits != nil && error != .noCircuit
      throw InvalidSetting(isOfQubits ? "qubits" : "kernel", "\(error)")
    }
  }

  /// What compares the matrices.
  public func makeLoss(_ training: LossContext) throws(TrainingFailure) -> any TermLoss {
    guard let kernel = try? QuantumKernel(kernel, qubits: qubits, of: training.student) else {
      preconditionFailure("a student without the \(kernel) kernel")
    }
    return makeLoss(kernel, training)
  }

  /// 2^m K_ij = 1 + sum over Pauli strings of <P>_i <P>_j; normalised, 2^m is gone.
  func makeLoss(_ kernel: QuantumKernel, _ training: LossContext) -> any TermLoss {
    GramLoss(
      weight: weight, tap: kernel.tap, teacher: teacher, .diagonal, constant: 1, training)
  }
}

/// As `{"weight": 0.1}`; kernel, qubits and teacher may stand there too.
extension KernelRelationalTerm: Codable {
  private enum CodingKeys: CodingKey {
    case weight, kernel, qubits, teacher
  }

  /// Decodes a term.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(weight: try container.decode(Schedule.self, forKey: .weight))
    kernel = try container.decodeIfPresent(QuantumKernel.Kind.self, forKey: .kernel) ?? kernel
    qubits = try container.decodeIfPresent([Int].self, forKey: .qubits)
    teacher = try container.decodeIfPresent(FeatureChoice.self, forKey: .teacher) ?? teacher
  }
}
