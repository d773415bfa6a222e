import Crypto
import FileFormats
import Foundation
import TestSupport
import Testing

@testable import Experiments

/// Students' folders that something has happened to. Each is refused with a reason.
@Suite struct DamagedStudentTests {
  let folder: TemporaryFolder
  private var path: String { "\(folder.path)/student" }
  private var model: String { "\(path)/model.json" }
  private var parameters: String { "\(path)/parameters.safetensors" }

  init() throws {
    folder = try TemporaryFolder()
    try sampleStudent().write(to: "\(folder.path)/student")
  }

  private func expectRefusal(
    _ reason: String, action: FileError.Action = .understand,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: FileError.self, sourceLocation: sourceLocation) {
      try SavedStudent(contentsOf: path)
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(reason), "\(text)", sourceLocation: sourceLocation)
    #expect(text.contains(path) && !text.contains("\n"), "\(text)", sourceLocation: sourceLocation)
    #expect(error?.action == action, sourceLocation: sourceLocation)
  }

  /// Changes the text of `model.json`; with its hash, as somebody would who means it.
  private func change(_ old: String, to new: String, rehashed: Bool = true) throws {
    var text = try String(contentsOfFile: model, encoding: .utf8)
    #expect(text.contains(old), "\(old)")
    text = text.replacing(old, with: new, maxReplacements: 1)
    if rehashed {
      let stated = try #require(text.firstMatch(of: /"contentsSHA256" : "([0-9a-f]*)"/))
      let hash = StudentFile.hash(ofContents: Array(text.utf8), stating: String(stated.1))
      text = text.replacing(stated.1, with: hash)
    }
    try text.write(toFile: model, atomically: true, encoding: .utf8)
  }

  /// Replaces the parameters, and what `model.json` says of their bytes.
  private func replaceParameters(_ change: (inout [String: NDArray]) -> Void) throws {
    var arrays = try Safetensors(parameters).arrays
    let old = FileManager.default.contents(atPath: parameters)!
    change(&arrays)
    let bytes = Safetensors(arrays: arrays).encode()
    try Data(bytes).write(to: URL(filePath: parameters))
    try self.change(SHA256.hash(data: old).hexadecimal, to: SHA256.hash(data: bytes).hexadecimal)
  }

  @Test func nothingThere() throws {
    try FileManager.default.removeItem(atPath: path)
    expectRefusal("cannot read", action: .read)
  }

  @Test func aFileInPlaceOfTheFolder() throws {
    try FileManager.default.removeItem(atPath: path)
    try "x".write(toFile: path, atomically: true, encoding: .utf8)
    expectRefusal("it is a file; a saved student is the folder of")
  }

  @Test func missingFiles() throws {
    try FileManager.default.removeItem(atPath: parameters)
    expectRefusal("it is no saved student: parameters.safetensors is missing")
    try FileManager.default.removeItem(atPath: model)
    expectRefusal("it is no saved student: model.json is missing")
  }

  @Test func aFolderInPlaceOfAFile() throws {
    try FileManager.default.removeItem(atPath: model)
    try OutputFile.makeFolder(model)
    expectRefusal("model.json: it is not a regular file")
  }

  @Test(arguments: [0, 1], [0, 1, 100, -1])
  func filesCutShort(file: Int, length: Int) throws {
    let name = [model, parameters][file]
    let contents = try #require(FileManager.default.contents(atPath: name))
    // Without its last byte, a line break, model.json is whole.
    let count = length >= 0 ? length : contents.count - (file == 0 ? 2 : 1)
    try contents.prefix(count).write(to: URL(filePath: name))
    expectRefusal(file == 0 ? "model.json: " : "it was changed or cut short")
  }

  @Test func oneBitOfAParameter() throws {
    var contents = try #require(FileManager.default.contents(atPath: parameters))
    contents[contents.count - 3] ^= 1
    try contents.write(to: URL(filePath: parameters))
    expectRefusal("its SHA-256 is not the one in model.json")
  }

  @Test(
    arguments: [
      ("\"name\" : \"sample\"", "\"name\" : \"simple\""), ("\"green\"", "\"grün\""),
      ("\"seed\" : 1", "\"seed\" : 2"), ("\"testMacroF1\" : 0.7", "\"testMacroF1\" : 0.99"),
      ("\"format\"", "\"comment\" : 1, \"format\""), ("\"seed\" : 1", "\"seed\" : 1.0"),
    ])
  func changesByHand(old: String, new: String) throws {
    try change(old, to: new, rehashed: false)
    expectRefusal("model.json: contentsSHA256 is not that of the contents: they were changed")
  }

  @Test func whiteSpaceIsNoChange() throws {
    try change(",\n", to: ",\r\n\t  ", rehashed: false)
    #expect(try SavedStudent(contentsOf: path) == sampleStudent())
  }

  @Test(
    arguments: [
      (
        "qdistill-model/1", "qdistill-model/2", "the format is qdistill-model/2; this version reads"
      ),
      ("\"format\"", "\"fromat\"", "format is missing"),
      ("\"bitOrder\" : \"qubit 0", "\"bitOrder\" : \"qubit 1", "bitOrder: this version knows only"),
      ("parameters.safetensors", "../../etc/passwd", "parameters.file: it must be"),
      ("\"inputCount\" : 2", "\"inputCount\" : 0", "inputCount: 0; it must be 1 to"),
      ("\"inputCount\" : 2", "\"inputCount\" : -2", "inputCount: -2; it must be 1 to"),
      (
        "\"inputCount\" : 2", "\"inputCount\" : 9223372036854775807",
        "inputCount: 9223372036854775807; it must be"
      ),
      ("\"inputCount\" : 2", "\"inputCount\" : 3", "featureNames: there must be 3"),
      ("\"inputCount\" : 2", "\"inputCount\" : 1e99", "model.json: it cannot be read as JSON"),
      ("\"inputCount\" : 2", "\"inputCount\" : \"2\"", "inputCount: "),
      ("\"green\"", "\"red\"", "classNames: there must be 2 to"),
      ("\"green\",", "", "layers.2.weights has the shape [2, 3], where [2, 2] should be"),
      ("\"units\" : 4", "\"units\" : 5", "layers.0.weights has the shape [2, 4]"),
      ("\"units\" : 4", "\"units\" : 1000000000000", "students.sample[0]: 1000000000000 units"),
      ("\"units\" : 4", "\"units\" : -1", "students.sample[0]: -1 units"),
      ("\"units\" : 4", "\"units\" : 21", "students.sample[1]: 21 qubits; at most 20"),
      ("\"bias\" : false", "\"bias\" : true", "layers.0.bias is missing"),
      ("strongly-entangling", "strongly-entangled", "unknown ansatz strongly-entangled; did you"),
      ("\"dense\"", "\"sparse\"", "unknown layer sparse"),
      ("\"layers\" : 5", "\"layers\" : 4", "layers.1.angles has the shape [60], where [48]"),
      ("\"axis\" : \"y\"", "\"axis\" : \"z\"", "samples[0]: a logit is"),
      ("\"features\" : [", "\"features\" : [ 1,", "samples: one has not 2 features and 3 logits"),
      ("\"logits\" : [", "\"logits\" : [ 1,", "samples: one has not 2 features and 3 logits"),
      ("\"samples\"", "\"simples\"", "samples is missing"),
    ])
  func changesWithAHash(old: String, new: String, reason: String) throws {
    try change(old, to: new)
    expectRefusal(reason)
  }

  @Test func badParameters() throws {
    let original = try Safetensors(parameters).arrays
    let weights = try #require(original["layers.0.weights"]?.doubles)
    func array(_ shape: [Int], _ numbers: [Double]) -> NDArray {
      NDArray(shape: shape, .reals(numbers))
    }
    let cases: [(String, String, NDArray?)] = [
      (
        "layers.0.weights", "layers.0.weights holds nan",
        array([2, 4], [.nan] + weights.dropFirst())
      ),
      (
        "layers.0.weights", "layers.0.weights holds -inf",
        array([2, 4], [-.infinity] + weights.dropFirst())
      ),
      ("layers.0.weights", "has the shape [4, 2], where [2, 4]", array([4, 2], weights)),
      ("layers.0.weights", "layers.0.weights is missing", nil),
      (
        "layers.0.weights", "does not hold floating-point numbers",
        NDArray(shape: [2, 4], .integers([1, 2, 3, 4, 5, 6, 7, 8]))
      ),
      ("layers.3.weights", "the layers have no layers.3.weights", array([1], [1])),
      ("layers.0.weights", "samples[0]: a logit is", array([2, 4], weights.map { $0 + 1e-6 })),
    ]
    for (name, reason, array) in cases {
      try replaceParameters { arrays in
        arrays = original
        arrays[name] = array
      }
      expectRefusal(reason)
    }
    try replaceParameters { $0 = original }
    #expect(try SavedStudent(contentsOf: path) == sampleStudent())
  }

  @Test func aSampleThatHasNoState() throws {
    let (_, inputCount, layers) = layerCases[7]
    let student = try sampleStudent(layers, inputCount: inputCount)
    try student.write(to: path)
    let features = student.samples[0].features.map { "        \($0)" }.joined(separator: ",\n")
    try change(features, to: "1e200, 1e200, 1e200, 1e200, 1e200")
    expectRefusal("samples[0]: the sum of its squares overflows")
  }

  @Test func anotherStudentsParameters() throws {
    try sampleStudent(layerCases[0].layers, inputCount: 3).write(to: "\(folder.path)/other")
    try FileManager.default.removeItem(atPath: parameters)
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/other/parameters.safetensors", toPath: parameters)
    expectRefusal("its SHA-256 is not the one in model.json")
  }
}
