import Arithmetic
import CKernels

// What relations between samples are made of, for tables in double precision. A dense layer whose weights are the samples
// themselves gives their inner products, so the kernels of dense layers do the work.

extension BatchTable {
  /// The numbers of one feature, `[stride]`.
  ///
  /// - Precondition: the table is in double precision.
  func row(_ feature: Int) -> UnsafeMutablePointer<Double> {
    precondition(precision == .double, "a table in \(precision) precision")
    return start.assumingMemoryBound(to: Double.self) + feature * stride
  }

  /// Makes the places beyond the last sample zero, all of them: what a larger batch has left there would take part in products.
  func clearBeyondSamples() {
    for feature in 0..<featureCount {
      let numbers = row(feature)
      for place in sampleCount..<stride { numbers[place] = 0 }
    }
  }

  /// Writes the inner products of all pairs of samples, `[stride, samples]`; rows beyond the last sample are of no use.
  func writeInnerProducts(to products: BatchTable, _ arithmetic: Arithmetic) {
    checkSquare(products, arithmetic)
    arithmetic.kernels.table.pointee.dense_forward(
      featureCount, stride, 0, start, batch, start, products.start)
  }

  /// Writes sum_i f_i C_ij for each sample j, in the shape of this table: half the derivatives by the samples, where C is the
  /// symmetric matrix of derivatives by their inner products.
  ///
  /// - Precondition: ``clearBeyondSamples()``
  func writeProduct(
    with matrix: BatchTable, to result: BatchTable, _ arithmetic: Arithmetic
  ) {
    checkSquare(matrix, arithmetic)
    arithmetic.kernels.table.pointee.dense_backward(
      featureCount, stride, 0, start, batch, start, matrix.start, result.start, nil)
  }

  /// Becomes weight x the slopes of Huber's loss of scale x own - wantedScale x wanted, number by number.
  ///
  /// - Returns: weight x the sum of the losses.
  func setToHuberSlopes(
    of own: BatchTable, scale: Double = 1, from wanted: BatchTable, scale wantedScale: Double = 1,
    weight: Double, _ arithmetic: Arithmetic
  ) -> Double {
    own.checkSquare(self, arithmetic)
    wanted.checkSquare(self, arithmetic)
    return arithmetic.kernels.table.pointee.huber(
      sampleCount, batch, own.start, scale, wanted.start, wantedScale, weight, start)
  }

  private func checkSquare(_ matrix: BatchTable, _ arithmetic: Arithmetic) {
    precondition(
      precision == .double && matrix.precision == .double && arithmetic.precision == .double
        && matrix.featureCount == stride && matrix.stride == stride,
      "pairs of \(stride) samples in a table of \(matrix.featureCount) x \(matrix.stride)")
  }
}
