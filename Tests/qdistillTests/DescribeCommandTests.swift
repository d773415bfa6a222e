import FileFormats
import Foundation
import TestSupport
import Testing

@Suite struct DescribeCommandTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
    try temporary.write("x,y,kind\n1,2,a\n3,4,b\n", to: "t.csv")
    try NPY.write(NDArray(shape: [4, 2], .reals([1, 2, 3, 4, 5, 6, 7, 8])), to: "\(folder)/x.npy")
    try NPY.write(NDArray(shape: [4], .integers([0, 1, 0, 1])), to: "\(folder)/y.npy")
    try NPZ.write(
      [(name: "features", array: NDArray(shape: [4, 2], .reals([1, 2, 3, 4, 5, 6, 7, 8])))],
      to: "\(folder)/d.npz")
  }

  /// The plan that it prints is one for `check`, and its data those that `check` sees.
  @Test func whatIsPrintedCanBePastedIntoAPlan() throws {
    let rest = """
      name: pasted
      teacher: {network: {hidden: [2], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 1}}
      students: {small: [{dense: {units: classes}}]}
      objectives: {labels: [{crossEntropy: {weight: 1}}]}
      training: {optimizer: {adam: {rate: 0.01}}, epochs: 1}

      """
    try temporary.write(rest, to: "rest.yaml")
    let outcome = try shell(
      """
      cd \(folder) && $Q data generate extended-xor --out xor.csv \
      && $Q data describe xor.csv > described.txt && sed -n '/^data:$/,$p' described.txt > plan.yaml \
      && cat rest.yaml >> plan.yaml && $Q check plan.yaml > checked.txt \
      && grep 'data: SHA-256' described.txt > one && grep 'data: SHA-256' checked.txt | diff - one
      """)
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
  }

  @Test func jsonIsForMachines() throws {
    let outcome = try shell("$Q data describe \(folder)/x.npy --label \(folder)/y.npy --json")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(json["format"] as? String == "qdistill-data/1")
    let plan = try #require(json["plan"] as? [String: Any])
    #expect(plan["source"] as? String == "arrays" && plan["featureCount"] as? Int == 2)
    #expect((json["dataSHA256"] as? String)?.count == 64)
    let table = try #require(json["table"] as? [String: Any])
    #expect(table["rowCount"] as? Int == 4)
  }

  @Test func everyKindOfFileIsTaken() throws {
    let piped = try shell("cd \(folder); $Q data describe - --label kind < t.csv")
    #expect(piped.status == 0 && piped.output.hasPrefix("standard input: 2 rows, 3 columns"))
    #expect(piped.output.contains("\n  path: \"-\"\n") && !piped.output.contains("data: SHA-256"))
    let zipped = try shell("cd \(folder); gzip -k t.csv && $Q data describe t.csv.gz")
    #expect(zipped.output.hasPrefix("t.csv.gz: 2 rows, 3 columns, 2 features\n"))
    // An archive whose array is called as in a plan needs no name.
    let archive = try shell("cd \(folder); $Q data describe d.npz")
    #expect(archive.output.hasPrefix("d.npz: 4 rows, 2 features, float64\n"))
    let head = try shell("set -o pipefail; $Q data describe \(folder)/t.csv | head -n 1")
    #expect(head.status == 0 && head.error.isEmpty)
  }

  @Test(
    arguments: [
      ("nope.csv", 66, "cannot read DIR/nope.csv: No such file"),
      ("t.csv --label knid", 65, "there is no column \"knid\"; the nearest is \"kind\""),
      ("t.csv --label 3", 65, "there is no column 3; there are 0 to 2"),
      ("t.csv --id n", 65, "there is no column \"n\""),
      ("t.csv --features x", 64, "--features is for archives (.npz), and DIR/t.csv is none"),
      ("x.npy --no-header", 64, "--no-header and --separator are for comma-separated values"),
      ("x.npy --separator tab", 64, "are for comma-separated values"),
      ("x.npy --label 1", 64, "--label 1: of arrays it is a file, or a name in the archive"),
      ("x.npy --label /nowhere/y.npy", 66, "cannot read /nowhere/y.npy"),
      ("y.npy --label DIR/x.npy", 65, "DIR/x.npy: its shape is [4, 2], where there are 4 samples"),
      ("d.npz --features x", 65, "DIR/d.npz: it has no array 'x'; it has 'features'"),
      ("t.csv --jsn", 64, "Unknown option '--jsn'. Did you mean '--json'?"),
      ("t.csv > /dev/full", 73, "cannot write standard output"),
    ] as [(String, Int32, String)])
  func badInputIsRefused(command: String, status: Int32, message: String) throws {
    let outcome = try shell(
      "$Q data describe \(folder)/\(command.replacing("DIR", with: folder))")
    #expect(outcome.status == status, "\(outcome)")
    #expect(outcome.error.contains(message.replacing("DIR", with: folder)), "\(outcome.error)")
    #expect(outcome.output.isEmpty)
  }
}
