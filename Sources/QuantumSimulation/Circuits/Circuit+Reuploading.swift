extension Circuit {
  /// Whether inputs enter after a parameter, or times one.
  ///
  /// If they do not, the circuit is U(parameters) V(inputs): all states of samples are turned by the same U, which
  /// is in none of their overlaps.
  public var reuploadsInputs: Bool {
    var parametersCame = false
    for operation in operations {
      parametersCame = parametersCame || operation.angles.contains { !$0.parameters.isEmpty }
      if parametersCame && operation.angles.contains(where: { !$0.inputs.isEmpty }) { return true }
    }
    return false
  }
}
