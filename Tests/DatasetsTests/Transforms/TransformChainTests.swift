import Tables
import Foundation
import RandomStreams
import TestSupport
import Testing

@testable import Datasets

private func samples(_ count: Int, _ columns: Int) -> Matrix {
  var stream = RandomStream(seed: 1, name: "samples")
  return Matrix(
    rowCount: count, columnCount: columns,
    elements: (0..<count * columns).map { _ in stream.normal() })
}

private let chains: [[FeatureTransform]] = [
  [], [.standard], [.minMax(-1...0.3, clips: false)], [.angles(.half, clips: true)],
  [.principalComponents(3)],
  [
    .averagePooling(
      try! AveragePooling(height: 4, width: 2, channels: 2, blockHeight: 2, blockWidth: 1))
  ],
  [
    .averagePooling(try! AveragePooling(height: 4, width: 4, blockHeight: 1, blockWidth: 2)),
    .standard, .principalComponents(4), .angles(.full, clips: true),
  ],
]

@Suite struct TransformChainTests {
  @Test(arguments: chains) func rowsAndMatricesGiveTheSameBits(transforms: [FeatureTransform])
    throws
  {
    let chain = try TransformChain.fitted(transforms, to: samples(12, 16))
    let unseen = samples(30, 16)
    let all = chain.applied(to: unseen)
    var workspace = chain.makeWorkspace()
    var output = [Double](repeating: .nan, count: chain.outputCount)
    for row in 0..<unseen.rowCount {
      output.withUnsafeMutableBufferPointer { output in
        Array(unseen[row: row]).withUnsafeBufferPointer {
          chain.apply(to: $0, into: output, workspace: &workspace)
        }
      }
      #expect(output.map(\.bitPattern) == all[row: row].map(\.bitPattern))
    }
    // One step after the other is the same.
    #expect(chain.steps.reduce(unseen) { $1.applied(to: $0) } == all)
  }

  @Test(arguments: chains) func jsonKeepsEveryBit(transforms: [FeatureTransform]) throws {
    let chain = try TransformChain.fitted(transforms, to: samples(12, 16))
    let data = try JSONEncoder().encode(chain)
    let read = try JSONDecoder().decode(TransformChain.self, from: data)
    #expect(read == chain)
    let unseen = samples(5, 16)
    #expect(
      read.applied(to: unseen).elements.map(\.bitPattern)
        == chain.applied(to: unseen).elements.map(\.bitPattern))
  }

  @Test func jsonKeepsTheBitsOfEveryKindOfNumber() throws {
    let numbers = [
      0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi, 1e23, -1 / 3.0,
    ]
    let scaling = StandardScaling(means: numbers, scales: numbers.map { $0 == 0 ? 1 : abs($0) })
    let step = TransformStep.standard(scaling)
    let read = try JSONDecoder().decode(TransformStep.self, from: JSONEncoder().encode(step))
    guard case .standard(let back) = read else { throw CancellationError() }
    #expect(back.means.map(\.bitPattern) == scaling.means.map(\.bitPattern))
    #expect(back.scales.map(\.bitPattern) == scaling.scales.map(\.bitPattern))
  }

  @Test func eachStepIsFittedToWhatComesOutOfTheOnesBefore() throws {
    let chain = try TransformChain.fitted(
      [.standard, .minMax(0...1, clips: false)],
      to: Matrix(rowCount: 2, columnCount: 1, elements: [5, 9]))
    #expect(chain.steps[0] == .standard(StandardScaling(means: [7], scales: [2])))
    #expect(
      chain.steps[1]
        == .range(RangeScaling(minimums: [-1], maximums: [1], lower: 0, upper: 1, clips: false)))
    let data = Dataset(
      features: Matrix(rowCount: 1, columnCount: 1, elements: [11]), labels: [1], classCount: 2)
    let scaled = chain.applied(to: data)
    #expect(scaled.features.elements == [1.5] && scaled.labels == [1] && scaled.classCount == 2)
  }

  @Test(
    arguments: [
      #"{"inputCount":1,"steps":[{"kind":"standard","means":[0],"scales":[0]}]}"#,
      #"{"inputCount":1,"steps":[{"kind":"standard","means":[0,1],"scales":[1]}]}"#,
      #"{"inputCount":2,"steps":[{"kind":"standard","means":[0],"scales":[1]}]}"#,
      #"{"inputCount":1,"steps":[{"kind":"rotation"}]}"#,
      #"{"inputCount":1,"steps":[{"kind":"range","minimums":[2],"maximums":[1],"lower":0,"upper":1,"clips":true}]}"#,
      #"{"inputCount":1,"steps":[{"kind":"range","minimums":[0],"maximums":[1],"lower":1,"upper":1,"clips":true}]}"#,
      #"{"inputCount":2,"steps":[{"kind":"principal-components","means":[0,0],"components":[[1]],"variances":[1],"totalVariance":1}]}"#,
      #"{"inputCount":4,"steps":[{"kind":"average-pooling","height":2,"width":2,"channels":1,"blockHeight":3,"blockWidth":1}]}"#,
    ])
  func whatIsNoChainIsNotRead(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TransformChain.self, from: Data(json.utf8))
    }
  }
}

@Suite struct AveragePoolingTests {
  @Test func blocksBecomeTheirMeans() throws {
    // 2 x 4 pixels of two channels: the second is ten times the first.
    let image = [1, 2, 3, 4, 5, 6, 7, 8].flatMap { [$0, 10 * $0] } as [Double]
    let pooling = try AveragePooling(
      height: 2, width: 4, channels: 2, blockHeight: 2, blockWidth: 2)
    let rows = Matrix(rowCount: 2, columnCount: 16, elements: image + image.map { -$0 })
    #expect(
      pooling.applied(to: rows).elements == [3.5, 35, 5.5, 55, -3.5, -35, -5.5, -55])
  }

  @Test func sizesThatDoNotDivideAreRefused() throws {
    func refusal(_ make: () throws -> Void) -> String? {
      #expect(throws: DatasetError.self) { try make() }?.description
    }
    #expect(
      refusal { _ = try AveragePooling(height: 28, width: 28, blockHeight: 5, blockWidth: 7) }
        == "a block's height is 5; it must be a divisor of the image's height: 1, 2, 4, 7, 14, 28")
    #expect(
      refusal { _ = try AveragePooling(height: 28, width: 0, blockHeight: 1, blockWidth: 1) }
        == "an image's width is 0; it must be from 1 to 65536")
    #expect(
      refusal { _ = try AveragePooling(height: 4, width: 6, blockHeight: 1, blockWidth: 0) }
        == "a block's width is 0; it must be a divisor of the image's width: 1, 2, 3, 6")
    let pooling = try AveragePooling(height: 2, width: 2, blockHeight: 2, blockWidth: 2)
    #expect(
      refusal { _ = try FeatureTransform.averagePooling(pooling).fitted(to: samples(1, 5)) }
        == "average pooling cannot be fitted: rows have 5 numbers; 2 x 2 x 1 images have 4")
  }
}
