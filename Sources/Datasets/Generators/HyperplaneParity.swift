import RandomStreams
import Tables

/// Hyperplanes and parity: a point's class is the parity of the number of hyperplanes that it lies above.
///
/// After Bowles, Ahmed and Schuld, *Better than classical? The subtle art of benchmarking quantum machine
/// learning models* (2024, arXiv 2403.07059). No one hyperplane tells anything of the class: all are needed.
///
/// - There are k hyperplanes w . p + b = 0 in m dimensions, w and b uniform in [0, 1).
/// - A point p is normal in m dimensions. It lies above a hyperplane if w . p + b > 0, and its class is 0 if
///   it lies above an even number of them, else 1.
/// - Points are drawn until each class has as many as it should, so that classes are balanced.
/// - Its d features are p E, with E of shape [m, d] and uniform in (0, 1], each divided by the norm of its
///   column of E: so they have mean 0 and variance 1 before classes are balanced.
///
/// This differs from the authors' program in three ways. They standardise features by the drawn samples,
/// those of the test among them; here no sample changes another. They draw hyperplanes and points from one
/// stream; here `task` decides the hyperplanes and E, so that all parts and seeds share one task. They name
/// the classes -1 (even) and 1.
///
/// With d < m the features do not determine the class, and no classifier is always right.
public struct HyperplaneParity: Sendable, Hashable {
  /// d, the number of features.
  public let dimension: Int
  /// k, the number of hyperplanes.
  public let hyperplaneCount: Int
  /// m, the dimension of the space that they are in.
  public let subspaceDimension: Int
  /// The number that the hyperplanes are drawn from.
  public let task: UInt64

  /// w, `[hyperplanes, subspaceDimension]`
  let weights: Matrix
  /// b, `[hyperplanes]`
  let biases: [Double]
  /// E with each column divided by its norm, `[subspaceDimension, dimension]`
  let embedding: Matrix

  /// There are two classes.
  public var classCount: Int { 2 }

  /// A generator with these settings.
  ///
  /// - Throws: `DatasetError` if no data set can have them, or if nearly all points of this task are of one
  ///   class.
  public init(
    dimension: Int = 10, hyperplaneCount: Int = 5, subspaceDimension: Int = 3, task: UInt64 = 0
  ) throws(DatasetError) {
    let settings = [
      ("dimension", dimension, 1000), ("hyperplanes", hyperplaneCount, 100),
      ("subspace dimension", subspaceDimension, 100),
    ]
    for (name, value, limit) in settings where !(1...limit).contains(value) {
      throw .invalidSetting(name, "\(value)", "from 1 to \(limit)")
    }
    self.dimension = dimension
    self.hyperplaneCount = hyperplaneCount
    self.subspaceDimension = subspaceDimension
    self.task = task

    var stream = RandomStream(seed: task, name: "task/hyperplanes")
    let count = hyperplaneCount * subspaceDimension
    weights = Matrix(
      rowCount: hyperplaneCount, columnCount: subspaceDimension,
      elements: (0..<count).map { _ in stream.uniform() })
    biases = (0..<hyperplaneCount).map { _ in stream.uniform() }
    embedding = Self.embedding(from: subspaceDimension, to: dimension, task: task)
    try checkClasses()
  }

  private static func embedding(from rows: Int, to columns: Int, task: UInt64) -> Matrix {
    var stream = RandomStream(seed: task, name: "task/embedding")
    var embedding = Matrix(
      rowCount: rows, columnCount: columns,
      elements: (0..<rows * columns).map { _ in 1 - stream.uniform() })
    for column in 0..<columns {
      let norm = (0..<rows).reduce(0) { $0 + embedding[$1, column] * embedding[$1, column] }
        .squareRoot()
      for row in 0..<rows { embedding[row, column] /= norm }
    }
    return embedding
  }

  /// Makes sure that both classes can be drawn.
  private func checkClasses() throws(DatasetError) {
    var stream = RandomStream(seed: task, name: "task/check")
    var point = [Double](repeating: 0, count: subspaceDimension)
    var sizes = [0, 0]
    for _ in 0..<2000 {
      draw(&point, from: &stream)
      sizes[label(of: point)] += 1
    }
    guard sizes.allSatisfy({ $0 >= 20 }) else {
      throw .invalidSetting(
        "task", "\(task)",
        "another number: \(sizes[0]) of 2000 points of this task are of one class, "
          + "\(sizes[1]) of the other")
    }
  }

  func draw(_ point: inout [Double], from stream: inout RandomStream) {
    for axis in point.indices { point[axis] = stream.normal() }
  }

  /// The class of a point, `[subspaceDimension]`.
  func label(of point: [Double]) -> Int {
    (0..<hyperplaneCount).count { plane in
      zip(weights[row: plane], point).reduce(biases[plane]) { $0 + $1.0 * $1.1 } > 0
    } % 2
  }

  /// One feature of a point.
  func feature(_ column: Int, of point: [Double]) -> Double {
    point.indices.reduce(0) { $0 + point[$1] * embedding[$1, column] }
  }
}
