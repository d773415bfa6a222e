import Numerics

/// The Kullback-Leibler divergence of two samples' class probabilities, KL(teacher || student) =
/// sum_c q_c (log q_c - log p_c) with q = softmax(teacher) and p = softmax(student), in nats.
///
/// - Parameters:
///   - teacher: logits, `[classes]`.
///   - student: logits, `[classes]`.
///   - temperature: what both are divided by first.
/// - Precondition: as many teacher as student logits; `temperature > 0`.
public func divergence(
  teacher: some Collection<Double>, student: some Collection<Double>, temperature: Double = 1
) -> Double {
  precondition(
    teacher.count == student.count,
    "\(teacher.count) teacher logits for \(student.count) student logits")
  let logTeacher = logSoftmax(teacher, temperature: temperature)
  let logStudent = logSoftmax(student, temperature: temperature)
  return zip(logTeacher, logStudent).reduce(0) { sum, pair in
    let target = Double.exp(pair.0)
    // 0 log 0 = 0: a target that underflowed contributes nothing.
    return target > 0 ? sum + target * (pair.0 - pair.1) : sum
  }
}
