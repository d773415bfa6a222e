/// Weights by which each class counts the same: n / (C n_c), with n rows of C classes, n_c of them of class
/// c. Over all rows their mean is 1. (scikit-learn's `balanced`.)
///
/// - Parameters:
///   - labels: `[samples]`, from 0 to `classCount - 1`
///   - classCount: C
/// - Returns: `[classes]`
/// - Throws: `DatasetError` if a class has no row, so that no weight could make up for it.
public func balancedClassWeights(
  labels: [Int], classCount: Int
) throws(DatasetError) -> [Double] {
  var sizes = [Int](repeating: 0, count: classCount)
  for label in labels {
    precondition(sizes.indices.contains(label), "label \(label) of \(classCount) classes")
    sizes[label] += 1
  }
  if let empty = sizes.firstIndex(of: 0) { throw .classWithoutRows(empty) }
  return sizes.map { Double(labels.count) / Double(classCount * $0) }
}

extension Dataset {
  /// Weights by which each class counts the same, `[classes]`; see `balancedClassWeights`.
  ///
  /// - Throws: `DatasetError` if a class has no row.
  public func balancedClassWeights() throws(DatasetError) -> [Double] {
    try Datasets.balancedClassWeights(labels: labels, classCount: classCount)
  }
}
