import NeuralNetworks
import Tables

/// The mean over samples of KL(teacher || student) of their class probabilities, in nats.
///
/// - Parameters:
///   - teacher: logits, `[samples, classes]`.
///   - student: logits, `[samples, classes]`.
/// - Precondition: equal shapes, at least one sample.
public func meanDivergence(teacher: Matrix, student: Matrix) -> Double {
  precondition(
    teacher.rowCount == student.rowCount && teacher.columnCount == student.columnCount
      && student.rowCount > 0,
    "\(teacher.rowCount) x \(teacher.columnCount) teacher logits for "
      + "\(student.rowCount) x \(student.columnCount)")
  return (0..<student.rowCount).reduce(0) { sum, row in
    sum + divergence(teacher: teacher[row: row], student: student[row: row])
  } / Double(student.rowCount)
}
