import Testing

@testable import FileFormats

@Suite struct NDArrayTests {
  @Test func numbersAreNeverRounded() {
    let large = NDArray(shape: [2], .integers([1, 1 << 53 + 1]))
    #expect(large.doubles == nil)
    #expect(large.firstInexactInteger == 1)
    #expect(large.integers == [1, 1 << 53 + 1])
    let extreme = NDArray(shape: [2], .integers([.min, .max]))
    #expect(extreme.firstInexactInteger == 1)
    let small = NDArray(shape: [2], .integers([-1, 1 << 53]))
    #expect(small.doubles == [-1, 0x1p53])
    #expect(small.firstInexactInteger == nil)
  }

  @Test func wholeNumbersMayBeStoredAsReals() {
    #expect(NDArray(shape: [2], .reals([1, -3])).integers == [1, -3])
    for number in [0.5, .nan, .infinity, 1e19] {
      #expect(NDArray(shape: [1], .reals([number])).integers == nil)
    }
    #expect(NDArray(shape: [1], .bytes([200])).integers == [200])
    #expect(NDArray(shape: [1], .bytes([200])).doubles == [200])
  }

  @Test func textsAreNoNumbers() {
    let array = NDArray(shape: [1], .texts(["1"]))
    #expect(array.doubles == nil && array.integers == nil && array.texts == ["1"])
    #expect(NDArray(shape: [1], .reals([1])).texts == nil)
  }

  @Test(
    arguments: [
      ([], 1), ([3, 0, .max, .max], 0), ([2, 3], 6), ([.max, 2], nil), ([-1], nil), ([0, -1], nil),
    ] as [([Int], Int?)])
  func aShapeHasSoManyElements(shape: [Int], count: Int?) {
    #expect(NDArray.count(of: shape) == count)
  }

  #if !(os(macOS) && arch(x86_64))
    @Test func numbersInHalfPrecisionAreThoseOfTheStandardLibrary() {
      for bits in 0...UInt16.max {
        let expected = Double(Float16(bitPattern: bits))
        let number = Double(half: bits)
        guard number.bitPattern != expected.bitPattern else { continue }
        #expect(number.isNaN && expected.isNaN, "\(bits)")
      }
    }
  #endif
}
