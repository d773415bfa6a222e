import FileFormats
import Foundation
import Tables
import TestSupport
import Testing

@testable import Datasets

/// Samples in arrays, as whole tables and in batches.
@Suite struct ArrayFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Writes an array and gives its path.
  private func write(_ array: NDArray, _ name: String) throws -> String {
    let path = "\(folder.path)/\(name).npy"
    try NPY.write(array, to: path)
    return path
  }

  private func images(_ sampleCount: Int, _ elements: NDArray.Elements? = nil) throws -> String {
    let numbers = (0..<sampleCount * 6).map { Double($0) }
    return try write(NDArray(shape: [sampleCount, 2, 3], elements ?? .reals(numbers)), "x")
  }

  private func batches(
    _ files: ArrayFiles, classes: [String] = ["no", "yes"], maximumCount: Int = 2
  ) throws -> [SampleBatch] {
    var reader = try ArraySampleReader(files, featureCount: 6, classes: classes)
    var batches: [SampleBatch] = []
    while let batch = try reader.next(maximumCount: maximumCount) { batches.append(batch) }
    return batches
  }

  @Test func imagesAreRowsOfTheirNumbers() throws {
    let files = ArrayFiles(
      features: try images(3), labels: try write(NDArray(shape: [3], .integers([1, 0, 1])), "y"),
      ids: try write(NDArray(shape: [3], .integers([7, 8, 9])), "n"))
    let (table, shape) = try files.read(featureCount: 6, classes: ["no", "yes"])
    #expect(shape == [2, 3] && table.features.elements == (0..<18).map { Double($0) })
    #expect(table.labels == [1, 0, 1] && table.sampleIDs == ["7", "8", "9"])
    let batches = try batches(files)
    #expect(batches.map(\.features.rowCount) == [2, 1])
    #expect(batches.flatMap(\.features.elements) == table.features.elements)
    #expect(batches.flatMap(\.labels) == [1, 0, 1])
    #expect(batches.flatMap(\.sampleIDs) == ["7", "8", "9"])
    #expect(batches.flatMap(\.places) == [.row(1), .row(2), .row(3)])
  }

  @Test func labelsAreNamesOrElsePlaces() throws {
    let features = try images(3)
    func labels(_ array: NDArray, _ classes: [String]) throws -> [Int] {
      try batches(ArrayFiles(features: features, labels: write(array, "y")), classes: classes)
        .flatMap(\.labels)
    }
    #expect(try labels(NDArray(shape: [3], .texts(["b", "a", "b"])), ["a", "b"]) == [1, 0, 1])
    #expect(try labels(NDArray(shape: [3, 1], .bytes([1, 0, 1])), ["a", "b"]) == [1, 0, 1])
    #expect(try labels(NDArray(shape: [3], .reals([1, 0, 1])), ["a", "b"]) == [1, 0, 1])
    // Those are names.
    #expect(try labels(NDArray(shape: [3], .integers([1, 2, 1])), ["2", "1"]) == [1, 0, 1])
    #expect(try batches(ArrayFiles(features: features)).allSatisfy { $0.labels.isEmpty })
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let x = try images(3)
    let short = try write(NDArray(shape: [2], .integers([0, 1])), "short")
    let unknown = try write(NDArray(shape: [3], .integers([0, 1, 2])), "unknown")
    let halves = try write(NDArray(shape: [3], .reals([0, 0.5, 1])), "halves")
    let missing = try write(NDArray(shape: [3], .texts(["no", "", "yes"])), "missing")
    let narrow = try write(
      NDArray(shape: [3, 5], .reals(Array(repeating: 0, count: 15))), "narrow")
    let words = try write(
      NDArray(shape: [1, 6], .texts(["a", "b", "c", "d", "e", "f"])), "words")
    let single = try write(NDArray(shape: [], .reals([1])), "single")
    let none = try write(NDArray(shape: [0, 6], .reals([])), "none")
    let cases: [(ArrayFiles, String)] = [
      (ArrayFiles(features: x, labels: short), "\(short): its shape is [2], where there are 3"),
      (ArrayFiles(features: x, ids: short), "\(short): its shape is [2], where there are 3"),
      (
        ArrayFiles(features: x, labels: unknown),
        "\(unknown): row 3: the label \"2\" is none of the classes; the nearest is"
      ),
      (ArrayFiles(features: x, labels: missing), "\(missing): row 2: the label is missing"),
      (ArrayFiles(features: x, labels: halves), "\(halves): labels must be whole numbers or texts"),
      (ArrayFiles(features: narrow), "\(narrow): its shape is [3, 5], where [samples, 6] or an"),
      (ArrayFiles(features: words), "\(words): it holds texts, not numbers"),
      (ArrayFiles(features: single), "\(single): its shape is [], where [samples, features]"),
      (ArrayFiles(features: none), "\(none): its shape is [0, 6], where [samples, features]"),
      (ArrayFiles(features: "/nowhere.npy"), "cannot read /nowhere.npy"),
    ]
    for (files, message) in cases {
      let error = #expect(throws: FileError.self) { try batches(files) }
      #expect("\(error!)".hasPrefix(message), "\(error!)")
    }
  }

  @Test func badNumbersAreNamedByTheirRow() throws {
    var numbers = Array(repeating: 1.0, count: 18)
    numbers[14] = .nan
    let x = try images(3, .reals(numbers))
    let error = #expect(throws: FileError.self) { try batches(ArrayFiles(features: x)) }
    #expect("\(error!)" == "\(x): row 3: feature x2 is nan; put a finite number there")
    #expect(throws: FileError.self) {
      try ArrayFiles(features: x).read(featureCount: 6, classes: ["a", "b"])
    }
    let large = try images(3, .integers(Array(repeating: 1, count: 17) + [1 << 53 + 1]))
    let inexact = #expect(throws: FileError.self) { try batches(ArrayFiles(features: large)) }
    #expect(
      "\(inexact!)" == "\(large): row 3: 9007199254740993 is too large a whole number for a feature"
    )
  }

  /// Before they are read: this file has holes, but its numbers would take 63 GB.
  @Test func tooManyNumbersAreRefusedUnread() throws {
    let path = try write(NDArray(shape: [10_000_000, 0], .bytes([])), "x")
    var header = Data(try FileContents(of: path).bytes)
    let (narrow, wide) = (Data("10000000, 0), }  ".utf8), Data("10000000, 784), }".utf8))
    header.replaceSubrange(try #require(header.firstRange(of: narrow)), with: wide)
    try folder.write(header, to: "x.npy")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: UInt64(header.count + 10_000_000 * 784))
    let error = #expect(throws: FileError.self) {
      try ArrayFiles(features: path).read(featureCount: 784, classes: ["a", "b"])
    }
    #expect(
      error!.description.hasPrefix(
        "\(path): a table of 10000000 rows and 784 features is too large"))
  }

  @Test func labelsOfUnknownClassesAreLeftOut() throws {
    let labels = try write(NDArray(shape: [3], .texts(["a", "b", "c"])), "y")
    var reader = try ArraySampleReader(
      ArrayFiles(features: images(3), labels: labels), featureCount: 6)
    let batch = try #require(try reader.next(maximumCount: 10))
    #expect(batch.labels.isEmpty && batch.features.rowCount == 3)
  }

  @Test func archivesAreReadByName() throws {
    let archive = "\(folder.path)/a.npz"
    try NPZ.write(
      [
        (name: "x", array: NDArray(shape: [2, 6], .bytes(Array(0..<12)))),
        (name: "y", array: NDArray(shape: [2], .texts(["yes", "no"]))),
      ], to: archive)
    let batch = try #require(
      try batches(ArrayFiles(archive: archive, features: "x", labels: "y")).first)
    #expect(batch.features.elements == (0..<12).map { Double($0) } && batch.labels == [1, 0])
    let error = #expect(throws: FileError.self) {
      try batches(ArrayFiles(archive: archive, features: "x", labels: "z"))
    }
    #expect("\(error!)" == "\(archive): it has no array 'z'; it has 'x', 'y'")
  }
}
