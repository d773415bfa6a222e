import Foundation
import TestSupport
import Testing

/// The commands that take a saved student: one that a short run has kept.
@Suite struct StudentCommandTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }
  private var hybrid: String { "\(folder)/run/students/hybrid-74/labels" }
  private var classical: String { "\(folder)/run/students/classical-195/labels" }

  init() throws {
    temporary = try TemporaryFolder()
    let folder = temporary.path
    let plan = """
      name: short
      seeds: 2
      data:
        source: file
        path: \(folder)/xor.csv
        label: label
        features: [x0, x1]
        classes: ["0", "1", "2"]
        split: {teacher: 0.4, student: 0.2, validation: 0.2, test: 0.2}
      teacher:
        network: {hidden: [8], activation: relu}
        training: {optimizer: {adam: {rate: 0.01}}, epochs: 5}
      students:
        classical-195: [{dense: {units: 32, activation: relu}}, {dense: {units: classes}}]
        hybrid-74:
          - dense: {units: 4, bias: false}
          - circuit: {ansatz: {name: strongly-entangling, layers: 5}, measure: [0, 1]}
          - dense: {units: classes, bias: false}
      objectives: {labels: [{crossEntropy: {weight: 1}}]}
      training: {optimizer: {adam: {rate: 0.01}}, epochs: 3}
      """
    try temporary.write(plan, to: "plan.yaml")
    let done = try shell(
      "$Q data generate extended-xor --out \(folder)/xor.csv"
        + " && $Q run \(folder)/plan.yaml --out \(folder)/run --quiet")
    try #require(done.status == 0, "\(done.error)")
    #expect(done.output.hasSuffix("students: \(folder)/run/students/<student>/<objective>\n"))
  }

  @Test func aStudentIsDescribedDrawnAndUsed() throws {
    let info = try shell("$Q info \(hybrid)")
    #expect(info.status == 0 && info.output.hasPrefix("hybrid-74: 74 parameters, 60 of circuits"))
    #expect(
      info.output.contains("\nclasses: 0, 1, 2\n") && info.output.contains("plan short, seed"))
    #expect(
      try shell("$Q info \(hybrid) --json").output
        == String(contentsOfFile: "\(hybrid)/model.json", encoding: .utf8))

    let drawn = try shell("$Q draw \(hybrid)").output
    #expect(drawn.hasPrefix("layer 1: circuit: 4 qubits, angle embedding") && drawn.contains("⟨Z⟩"))
    #expect(drawn.contains(/┤ RZ -?[0-9]\.[0-9]{3} ├/) && !drawn.contains("θ"))
    #expect(try shell("$Q draw \(hybrid) --names").output.contains("┤ RZ θ0 ├"))
    #expect(try shell("$Q draw \(hybrid) --compiled").output.contains("stage 1"))
    let picture = try shell("$Q draw \(hybrid) --format svg").output
    #expect(picture.contains("<title>hybrid-74: circuits</title>") && picture.contains("ry(x3) q3"))
    #expect(picture.contains(/<title>rz\(θ0 = -?[0-9]\.[0-9]{3}\) q0</))
    #expect(
      try shell("$Q draw \(hybrid) --format svg --names").output.contains("<title>rz(θ0) q0<"))
    #expect(try shell("$Q draw \(classical)").output.contains("classical-195 has no circuit"))

    let predicted = try shell("$Q predict \(hybrid) \(folder)/xor.csv --probabilities").output
    #expect(predicted.hasPrefix("row,prediction,p_0,p_1,p_2\n1,"))
    #expect(predicted.split(separator: "\n").count == 81)
    let piped = try shell(
      "$Q predict \(hybrid) - --probabilities --out \(folder)/p.csv < \(folder)/xor.csv"
        + " && cat \(folder)/p.csv")
    #expect(piped.status == 0 && piped.output == predicted)

    let evaluated = try shell(
      "$Q evaluate \(hybrid) \(folder)/xor.csv --teacher \(classical) --json")
    #expect(evaluated.status == 0, "\(evaluated.error)")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(evaluated.output.utf8)) as? [String: Any])
    #expect(json["format"] as? String == "qdistill-evaluation/1")
    #expect(json["sampleCount"] as? Int == 80 && json["macroF1"] is Double)
    #expect((json["teacher"] as? [String: Any])?["name"] as? String == "classical-195")
    let text = try shell("$Q evaluate \(hybrid) \(folder)/xor.csv").output
    #expect(text.hasPrefix("hybrid-74 on 80 samples\n") && text.contains("calibration error"))
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let command = "$Q data generate extended-xor --per-blob 5000 > \(folder)/large.csv;"
    for redirection in ["| head -n 1", "| true", ">&-"] {
      let outcome = try shell(
        "\(command) set -o pipefail; $Q predict \(hybrid) \(folder)/large.csv \(redirection)")
      #expect(outcome.status == 0 && outcome.error.isEmpty, "\(redirection): \(outcome)")
    }
  }

  @Test func badInputIsRefused() throws {
    try temporary.write("x0,x1,label\n0.5,0.5,9\n0.5,half,1\n", to: "bad.csv")
    let cases: [(String, Int32, String)] = [
      ("info \(folder)/nowhere", 66, "cannot read \(folder)/nowhere: No such file"),
      ("info \(folder)", 65, "it is no saved student: model.json is missing"),
      ("info ''", 64, "the student's folder needs a name"),
      ("predict \(hybrid) \(folder)/nowhere.csv", 66, "cannot read \(folder)/nowhere.csv"),
      ("predict \(hybrid) \(folder)/bad.csv", 65, "bad.csv: line 3, column 2 (x1): \"half\" is"),
      (
        "evaluate \(hybrid) \(folder)/bad.csv", 65,
        "line 2, column 3 (label): the label \"9\" is none"
      ),
      ("evaluate \(hybrid) \(folder)/xor.csv --label kind", 65, "there is no column \"kind\""),
      ("evaluate \(hybrid) \(folder)/xor.csv --teacher \(folder)", 65, "it is no saved student"),
      ("predict \(hybrid) \(folder)/xor.csv --id name", 65, "there is no column \"name\""),
      ("predict \(hybrid) \(folder)/xor.csv --separator dot", 64, "'dot' is invalid"),
      (
        "predict \(hybrid) \(folder)/xor.csv --out /nowhere/p.csv", 73,
        "cannot write /nowhere/p.csv"
      ),
      ("predict \(hybrid) \(folder)/xor.csv > /dev/full", 73, "cannot write standard output"),
      ("estimate \(hybrid)", 64, "Missing expected argument '--device"),
      ("estimate \(hybrid) --device ''", 64, "--device needs a name or a file"),
      ("estimate \(hybrid) --device nowhere/props.json", 66, "cannot read nowhere/props.json"),
      (
        "estimate \(hybrid) --device \(hybrid)/model.json", 65, "model.json: there is no \"qubits\""
      ),
      ("estimate \(hybrid) --device x --shots 0", 64, "--shots 0: it must be 1 to 1000000"),
      ("estimate \(hybrid) --device x --rows -1", 64, "--rows -1: it must be 1 to 10000000"),
      ("estimate \(hybrid) --device x --job-overhead -2", 64, "--job-overhead -2.0: it must be"),
      ("estimate \(classical) --device x", 64, "classical-195 has no circuit: it needs no device"),
      (
        "estimate \(hybrid) --device manila", 1,
        "devices by name: the Python package with their calibrations is not found"
      ),
      ("draw", 64, "give a saved student's folder, or --ansatz and --qubits"),
      ("draw \(hybrid) --ansatz qcnn", 64, "a saved student needs no description"),
      ("draw \(hybrid) --names --compiled", 64, "--names is for the pictures"),
      ("draw \(folder)/nowhere", 66, "cannot read \(folder)/nowhere"),
      ("draw \(classical) --format svg", 65, "it has no circuit to draw: all its layers are"),
    ]
    for (command, status, message) in cases {
      let outcome = try shell("$Q \(command)")
      #expect(outcome.status == status, "\(command): \(outcome)")
      #expect(outcome.error.contains(message), "\(command): \(outcome.error)")
      #expect(!outcome.output.contains(/prediction\n1,/) || command.contains("bad.csv"))
    }
    // What was changed by hand.
    let edited = try shell(
      "sed -i 's/\"seed\" : [0-9]*/\"seed\" : 99/' \(hybrid)/model.json; $Q info \(hybrid)")
    #expect(edited.status == 65 && edited.error.contains("they were changed"))
    // The run folder mends it.
    let mended = try shell(
      "$Q run \(folder)/plan.yaml --out \(folder)/run --quiet > /dev/null; $Q info \(hybrid)")
    #expect(mended.status == 0)
  }
}
