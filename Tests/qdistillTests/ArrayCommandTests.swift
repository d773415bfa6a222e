import FileFormats
import Foundation
import TestSupport
import Testing

/// A student that learnt from arrays, used on arrays.
@Suite struct ArrayCommandTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }
  private var student: String { "\(folder)/run/students/small/labels" }

  init() throws {
    temporary = try TemporaryFolder()
    // Two classes that one number tells apart.
    let numbers = (0..<80).flatMap { row -> [Double] in
      [Double(row % 2) + 0.001 * Double(row), Double(row % 5), 1, 0]
    }
    let x = NDArray(shape: [80, 2, 2], .reals(numbers))
    let y = NDArray(shape: [80], .integers((0..<80).map { Int64($0 % 2) }))
    try NPY.write(x, to: "\(folder)/x.npy")
    try NPY.write(y, to: "\(folder)/y.npy")
    try NPZ.write([(name: "pixels", array: x), (name: "digit", array: y)], to: "\(folder)/d.npz")
    try temporary.write(
      """
      name: arrays
      seeds: 1
      data:
        source: arrays
        archive: \(folder)/d.npz
        features: pixels
        labels: digit
        featureCount: 4
        classes: [even, odd]
        split: {teacher: 0.4, student: 0.3, test: 0.3}
      teacher: {network: {hidden: [4], activation: relu}, training: {optimizer: {adam: {rate: 0.05}}, epochs: 5}}
      students: {small: [{dense: {units: classes}}]}
      objectives: {labels: [{crossEntropy: {weight: 1}}]}
      training: {optimizer: {adam: {rate: 0.2}}, epochs: 100, dropRemainder: false}
      """, to: "plan.yaml")
    let done = try shell("$Q run \(folder)/plan.yaml --out \(folder)/run --quiet")
    try #require(done.status == 0, "\(done.error)")
  }

  @Test func arraysOfEveryKindGiveTheSamePredictions() throws {
    let predicted = try shell("$Q predict \(student) \(folder)/x.npy --probabilities")
    #expect(predicted.output.hasPrefix("row,prediction,p_even,p_odd\n1,even,"))
    #expect(predicted.output.split(separator: "\n").count == 81 && predicted.error.isEmpty)
    for data in ["d.npz --features pixels", "x.npy.gz"] {
      let other = try shell(
        "cd \(folder) && gzip -kf x.npy && $Q predict \(student) \(data) --probabilities")
      #expect(other.output == predicted.output && other.status == 0, "\(data): \(other.error)")
    }
    let named = try shell("$Q predict \(student) \(folder)/x.npy --id \(folder)/y.npy | head -n 2")
    #expect(named.output == "id,prediction\n0,even\n")
  }

  @Test func labelsComeFromAnotherArray() throws {
    let evaluated = try shell(
      "$Q evaluate \(student) \(folder)/x.npy --label \(folder)/y.npy --json")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any])
    #expect(json["sampleCount"] as? Int == 80 && json["macroF1"] as? Double == 1)
    let archive = try shell(
      "$Q evaluate \(student) \(folder)/d.npz --features pixels --label digit --json")
    #expect(archive.output == evaluated.output)
  }

  @Test func badInputIsRefused() throws {
    try NPY.write(
      NDArray(shape: [2, 4], .reals([1, 2, 3, 4, 5, .nan, 7, 8])), to: "\(folder)/nan.npy")
    try NPY.write(NDArray(shape: [2, 3], .bytes([1, 2, 3, 4, 5, 6])), to: "\(folder)/three.npy")
    try temporary.write(Data([0, 0, 8, 3, 0, 0, 0, 9]), to: "cut.idx")
    let cases: [(String, Int32, String)] = [
      ("predict MODEL DIR/nan.npy", 65, "DIR/nan.npy: row 2: feature x1 is nan"),
      ("predict MODEL DIR/three.npy", 65, "DIR/three.npy: its shape is [2, 3], where [samples, 4]"),
      ("predict MODEL DIR/cut.idx", 65, "DIR/cut.idx: byte 8: it ends too early"),
      ("predict MODEL DIR/d.npz", 65, "it has no array 'features'; it has 'pixels', 'digit'"),
      ("predict MODEL DIR/x.npy --features pixels", 64, "--features is for archives (.npz)"),
      ("predict MODEL DIR/x.npy --id 0", 64, "--id 0: of arrays it is a file, or a name in the"),
      ("predict MODEL DIR/x.npy --no-header", 64, "are for comma-separated values"),
      ("predict MODEL DIR/nope.npy", 66, "cannot read DIR/nope.npy"),
      ("evaluate MODEL DIR/x.npy", 64, "where are the labels? Say so with --label"),
      ("evaluate MODEL DIR/x.npy --label DIR/nan.npy", 65, "its shape is [2, 4], where there are"),
      ("evaluate MODEL DIR/d.npz --features pixels --label digits", 65, "it has no array 'digits'"),
    ]
    for (command, status, message) in cases {
      let outcome = try shell(
        "$Q " + command.replacing("MODEL", with: student).replacing("DIR", with: folder))
      #expect(outcome.status == status, "\(command): \(outcome)")
      #expect(outcome.error.contains(message.replacing("DIR", with: folder)), "\(outcome.error)")
    }
  }
}
