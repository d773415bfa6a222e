import Tables
import TestSupport
import Testing

@testable import Interchange

/// How features fit models; none of these tests needs ONNX Runtime.
@Suite struct ONNXInputLayoutTests {
  private func input(_ shape: [Int?], _ element: ONNXElement = .float) -> ONNXValueType {
    ONNXValueType(name: "x", kind: .tensor(element, shape: shape))
  }

  @Test(
    arguments: [
      ([nil, 12], [12], 256, false),
      ([nil, nil], [12], 256, false),
      ([], [12], 256, false),
      ([1, 12], [12], 1, true),
      ([5, 3, 2, 2], [3, 2, 2], 5, true),
      ([nil, 3, nil, 2], [3, 2, 2], 256, false),
    ] as [([Int?], [Int], Int, Bool)])
  func shapesAreFilled(shape: [Int?], sample: [Int], sampleCount: Int, isFixed: Bool) throws {
    let layout = try ONNXInputLayout(input(shape), featureCount: 12)
    #expect(layout.sampleShape == sample)
    #expect(layout.sampleCount == sampleCount)
    #expect(layout.isFixed == isFixed)
    #expect(layout.byteCount == 4 * 12 * sampleCount)
  }

  @Test(
    arguments: [
      ([nil, 4], "takes 4 features a sample (x: float [?, 4]), and the data has 12"),
      ([1, 1, 2, 2], "takes 4 features a sample (x: float [1, 1, 2, 2]), and the data has 12"),
      ([nil, 5, nil], "takes a multiple of 5 features a sample"),
      ([nil, 3, nil, nil], "leaves more than one size of a sample open (x: float [?, 3, ?, ?])"),
      ([12], "has one dimension"),
      ([nil, 1 << 40, 1 << 40], "takes 9223372036854775807 features a sample"),
      ([1 << 60, 12], "is too large (x: float [1152921504606846976, 12])"),
    ] as [([Int?], String)])
  func whatDoesNotFitIsRefusedBeforeItRuns(shape: [Int?], message: String) {
    let failure = #expect(throws: ONNXFailure.self) {
      try ONNXInputLayout(input(shape), featureCount: 12)
    }
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }

  @Test func otherTypesAreRefused() {
    for input in [
      input([nil, 12], .float16), input([nil, 12], .string),
      ONNXValueType(name: "x", kind: .sequence),
    ] {
      let failure = #expect(throws: ONNXFailure.self) {
        try ONNXInputLayout(input, featureCount: 12)
      }
      #expect(failure?.message.contains(input.description) == true)
    }
  }

  @Test func largeSamplesGoInSmallParts() throws {
    let layout = try ONNXInputLayout(input([nil, 3, 224, 224]), featureCount: 150_528)
    #expect(layout.sampleCount == 6)
    let huge = try ONNXInputLayout(input([nil, nil]), featureCount: 1 << 22)
    #expect(huge.sampleCount == 1)
  }

  @Test func theLastSampleFillsUpAFixedNumber() throws {
    let layout = try ONNXInputLayout(input([4, 2], .int64), featureCount: 2)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: layout.byteCount, alignment: 8)
    defer { memory.deallocate() }
    let features = Matrix(rowCount: 3, columnCount: 2, elements: [1, 2, 3, 4, 5, 6])
    try layout.fill(memory, from: features, 1..<3)
    #expect(Array(memory.bindMemory(to: Int64.self)) == [3, 4, 5, 6, 5, 6, 5, 6])
  }

  @Test(arguments: [0.5, .nan, .infinity, 1e10])
  func wholeNumbersAreNotRounded(feature: Double) throws {
    let layout = try ONNXInputLayout(input([nil, 2], .int32), featureCount: 2)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: layout.byteCount, alignment: 8)
    defer { memory.deallocate() }
    let features = Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, 3, feature])
    let failure = #expect(throws: ONNXFailure.self) {
      try layout.fill(memory, from: features, 0..<2)
    }
    #expect(failure?.message.contains("feature 1 of sample 1 (both from 0)") == true)
  }
}
