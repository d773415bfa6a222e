import Numerics

/// The Kullback-Leibler divergence of two samples' class probabilities, KL(teacher || student), in nats, from
/// their logits, both `[classes]`.
public func divergence(
  teacher: some Collection<Double>, student: some Collection<Double>
) -> Double {
  var unused = [Double](repeating: 0, count: student.count)
  return Array(teacher).withUnsafeBufferPointer { teacher in
    Array(student).withUnsafeBufferPointer { student in
      unused.withUnsafeMutableBufferPointer {
        addKullbackLeibler(
          teacher: teacher, student: student, temperature: 1, weight: 1, to: $0)
      }
    }
  }
}

/// The Kullback-Leibler divergence of one sample at a temperature,
/// sum_c q_c (log q_c - log p_c) with q = softmax(teacher / T) and p = softmax(student / T), in nats.
///
/// - Parameters:
///   - teacher: the logits of the distribution that is aimed at, `[classes]`.
///   - student: the logits of the one that learns, `[classes]`.
///   - weight: what the loss counts for: it multiplies value and gradient. Hinton's T^2 is the caller's.
///   - gradient: `[classes]`; weight (p - q) / T, the derivative by the student's logits, is added to it.
/// - Returns: weight times the divergence.
/// - Precondition: as many teacher as student logits; `temperature > 0`.
public func addKullbackLeibler(
  teacher: UnsafeBufferPointer<Double>, student: UnsafeBufferPointer<Double>,
  temperature: Double, weight: Double, to gradient: UnsafeMutableBufferPointer<Double>
) -> Double {
  let classCount = student.count
  precondition(
    teacher.count == classCount,
    "\(teacher.count) teacher logits for \(classCount) student logits")
  return withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * classCount) { memory in
    let logTeacher = UnsafeMutableBufferPointer(rebasing: memory[..<classCount])
    let logStudent = UnsafeMutableBufferPointer(rebasing: memory[classCount...])
    _ = logTeacher.update(fromContentsOf: teacher)
    _ = logStudent.update(fromContentsOf: student)
    logSoftmax(logTeacher, temperature: temperature)
    logSoftmax(logStudent, temperature: temperature)
    var divergence = 0.0
    for index in 0..<classCount {
      let target = Double.exp(logTeacher[index])
      // 0 log 0 = 0: a target that underflowed contributes nothing.
      if target > 0 { divergence += target * (logTeacher[index] - logStudent[index]) }
      gradient[index] += weight / temperature * (.exp(logStudent[index]) - target)
    }
    return weight * divergence
  }
}
