import Tables
import Numerics

extension ExtendedXOR {
  /// The best classification of these samples that anyone could give who knows how they were made: the
  /// class of largest density at each sample (Bayes' rule; all blobs are equally likely).
  ///
  /// A blob's density is a product over the axes, and its class a sum of its indices: so the classes'
  /// densities are the cyclic convolution, over the axes, of the densities of the indices by their
  /// remainder mod C. That takes k d exponentials a sample, not k^d.
  ///
  /// - Parameter features: `[samples, dimension]`
  public func bayesOptimalLabels(for features: Matrix) -> [Int] {
    precondition(features.columnCount == dimension, "\(features.columnCount) features")
    var densities = [Double](repeating: 0, count: classCount)
    var ofAxis = densities
    var product = densities
    return (0..<features.rowCount).map { row in
      for axis in 0..<dimension {
        setDensities(&ofAxis, along: features[row, axis] * scale)
        if axis == 0 {
          swap(&densities, &ofAxis)
        } else {
          convolve(densities, ofAxis, into: &product)
          swap(&densities, &product)
        }
      }
      return densities.indices.reduce(0) { densities[$1] > densities[$0] ? $1 : $0 }
    }
  }

  /// The densities at a coordinate, added up by the indices' remainders mod C. They are relative to the
  /// nearest index's, so that not all of them underflow.
  private func setDensities(_ densities: inout [Double], along coordinate: Double) {
    for remainder in 0..<classCount { densities[remainder] = 0 }
    let nearest = min(max((coordinate + Double(grid - 1) / 2).rounded(), 0), Double(grid - 1))
    let smallest = coordinate - centre(ofIndex: nearest)
    for index in 0..<grid {
      let distance = coordinate - centre(ofIndex: Double(index))
      let excess = distance * distance - smallest * smallest
      densities[index % classCount] += excess <= 0 ? 1 : .exp(-excess / (2 * sigma * sigma))
    }
  }

  private func convolve(_ left: [Double], _ right: [Double], into product: inout [Double]) {
    for remainder in 0..<classCount { product[remainder] = 0 }
    for (index, x) in left.enumerated() {
      for (other, y) in right.enumerated() { product[(index + other) % classCount] += x * y }
    }
  }
}
