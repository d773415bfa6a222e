import FileFormats
import Numerics
import RandomStreams

extension ExtendedXOR {
  /// The best classification of these samples that anyone could give who knows how they were made: the
  /// class of largest density at each sample (Bayes' rule; all blobs are equally likely).
  ///
  /// - Parameter features: `[samples, dimension]`
  /// - Complexity: samples times blobs.
  public func bayesOptimalLabels(for features: Matrix) -> [Int] {
    let centres = (0..<blobCount).map { (centre: centre(of: $0), label: label(of: $0)) }
    return (0..<features.rowCount).map { row in
      let squares = centres.map { blob in
        zip(features[row: row], blob.centre).reduce(0) { sum, pair in
          let difference = pair.0 * scale - pair.1
          return sum + difference * difference
        }
      }
      // Densities relative to the nearest blob's, so that not all of them underflow.
      let nearest = squares.min()!
      var densities = [Double](repeating: 0, count: classCount)
      for (blob, square) in zip(centres, squares) {
        let excess = square - nearest
        densities[blob.label] += excess == 0 ? 1 : .exp(-excess / (2 * sigma * sigma))
      }
      return densities.indices.reduce(0) { densities[$1] > densities[$0] ? $1 : $0 }
    }
  }
}
