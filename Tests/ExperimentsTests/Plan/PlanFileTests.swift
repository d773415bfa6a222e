import Distillation
import Testing

@testable import Experiments

@Suite struct PlanFileTests {
  private static let text = String(
    decoding: PackageResources.extended_xor_yaml, as: UTF8.self)

  private static let termNames: String = Objective.termKinds.map { $0.name }.joined(separator: ", ")

  /// The shipped plan with some of its text replaced.
  private func file(_ old: String = "", _ new: String = "") throws -> PlanFile {
    let text = old.isEmpty ? Self.text : Self.text.replacing(old, with: new)
    if !old.isEmpty { #expect(text != Self.text) }
    return try PlanFile(yaml: text, name: "a.yaml")
  }

  @Test func theResolvedPlanIsReadAsTheSamePlan() throws {
    let plan = try file().plan()
    let yaml = try plan.yaml()
    #expect(try PlanFile(yaml: yaml, name: "resolved").plan() == plan)
    #expect(
      yaml.contains(
        "    - dense: {units: 32, bias: true, activation: relu, initial: uniform-fan-in, weightScale: 1}\n"
      ))
    #expect(yaml.contains("        reupload: false\n"))
  }

  @Test func everyKindOfCircuitSurvivesItsText() throws {
    for measure in [
      "remaining", "[2]", "{probabilities: [0, 1]}", "{paulis: [\"X0Z1\", \"Y3\"]}",
    ] {
      for embedding in [
        "iqp", "{name: angle, axis: x, scaling: trainable}", "{name: iqp, repeats: 2}",
      ] {
        let plan = try file(
          "embedding: angle, ansatz: {name: su4-ring, layers: 1}, measure: [0, 1]",
          "embedding: \(embedding), ansatz: {name: two-local, layers: 1}, measure: \(measure)"
        ).plan()
        #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan() == plan)
      }
    }
  }

  @Test(arguments: [
    "\"", "a: b", "# no", "- x", "1", "true", "null", "", " x", "é\n\t\u{1}\\", "y", "~",
    "a\u{7F}\u{80}\u{9F}",
    "a \u{85} b", "a\u{2028}\u{2029}b", "a\u{FEFF}\u{FFFE}\u{FFFF}", "\u{1F600}",
    "R & D &d,&d *d -&d é&d *d",
  ])
  func anyNameSurvivesItsText(name: String) throws {
    var plan = ExperimentPlan.extendedXOR
    plan.name = name
    #expect(try PlanFile(yaml: try plan.yaml(), name: "resolved").plan().name == name)
  }

  @Test(
    arguments: [
      (
        "epochs: 1000", "epoch: 1000",
        "a.yaml:73: training.epoch: unknown key epoch; did you mean epochs?"
      ),
      (
        "batch: 32", "bach: 32",
        "a.yaml:73: training.bach: unknown key bach; did you mean batch? known: batch, clip, dropRemainder, "
          + "earlyStopping, epochs, gradient, noise, optimizer, precision, select, shots, steps, trajectories, validateEvery"
      ),
      (
        "epochs: 1000", "epochs: 1000, steps: 5",
        "a.yaml:73: training.steps: a training is so many epochs long or so many steps: give one of them"
      ),
      (
        "temperature: 2", "temperature: {linear: {from: 4, too: 1}}",
        "a.yaml:71: objectives.distilled[1].logits.temperature.linear.too: unknown key too; did you mean to?"
      ),
      (
        "temperature: 2", "temperature: {lin: {from: 4, to: 1}}",
        "a.yaml:71: objectives.distilled[1].logits.temperature: a number should be here, or a mapping with one "
          + "of: linear, cosine, warmUp"
      ),
      (
        "- crossEntropy: {weight: 1}", "- crossEntropy: {weight: 1, classWeights: balance}",
        "a.yaml:68: objectives.labels[0].crossEntropy.classWeights: equal or balanced should be here, or a list "
          + "with a number for each class"
      ),
      (
        "- crossEntropy: {weight: 1}", "- crossEntropy: {weight: 1, classWeights: [1, 2]}",
        "a.yaml:68: objectives.labels[0].crossEntropy.classWeights: for the student classical-195: 2 numbers for 3 "
          + "classes; give one for each"
      ),
      (
        "training: {optimizer: {adam: {rate: 0.003}}, epochs: 200}",
        "training: {optimizer: {adam: {rate: 0.003}}, epochs: 200}\n  classWeights: [1, -1, 2]",
        "a.yaml:19: teacher.classWeights: they must be numbers from 0 upwards, not all of them 0"
      ),
      ("epochs: 1000, ", "", "a.yaml:73: training: the key epochs is missing"),
      ("sigma: 0.3", "sigma: wide", "a.yaml:12: data.sigma: \"wide\", where a number should be"),
      ("sigma: 0.3", "sigma: '0.3'", "a.yaml:12: data.sigma: \"0.3\", where a number should be"),
      ("sigma: 0.3", "sigma: .inf", "a.yaml:12: data.sigma: \".inf\", where a number should be"),
      ("grid: 4", "grid: 4.5", "a.yaml:10: data.grid: \"4.5\", where a whole number should be"),
      ("grid: 4", "grid: [4]", "a.yaml:10: data.grid: a list, where a whole number should be"),
      (
        "grid: 4", "grid: 1", "a.yaml:8: data: grid is 1; it must be at least 2 blobs along an axis"
      ),
      (
        "activation: tanh", "activation: tahn",
        "a.yaml:31: students.classical-75-tanh[0].dense.activation: unknown activation tahn; did you mean "
          + "tanh? known: relu, tanh, sine"
      ),
      (
        "- crossEntropy: {weight: 1}", "- crossEntropie: {weight: 1}",
        "a.yaml:68: objectives.labels[0]: unknown term crossEntropie; did you mean crossEntropy? known: "
          + termNames
      ),
      (
        "temperature: 2", "temperature: -1",
        "a.yaml:71: objectives.distilled[1].logits.temperature: -1; it must be above 0"
      ),
      (
        "{adam: {rate: 0.01}}", "{adam: {rate: 0.01}, sgd: {rate: 1}}",
        "a.yaml:73: training.optimizer: adam and sgd, where one optimizer should be: adam, adamW, sgd, lbfgs"
      ),
      (
        "dropRemainder: true", "dropRemainder: yes",
        "a.yaml:73: training.dropRemainder: \"yes\", where true or false should be"
      ),
      (
        "hidden: [32, 32]", "hidden: [32, 0]",
        "a.yaml:17: teacher.network.hidden[1]: 0 units; at least 1 is needed"
      ),
      (
        "name: extended-xor", "name: ../x",
        "a.yaml:4: name: \"../x\"; it must be a name for a folder, of one line and at most 100 bytes"
      ),
      (
        "{units: 12, activation: tanh}", "{units: clases}",
        "a.yaml:31: students.classical-75-tanh[0].dense.units: it must be a whole number, or classes"
      ),
      (
        "name: extended-xor", "name: \"a\\ntouch x\"",
        "a.yaml:4: name: \"a\\ntouch x\"; it must be a name for a folder, of one line and at most 100 bytes"
      ),
      (
        "hybrid-80:", "\"hybrid\\e[31m\":",
        "a.yaml:20: students: the name \"hybrid\\u{1B}[31m\" has one of the characters / . [ ] ="
      ),
      (
        "hybrid-80:", "\"hybrid\\0\":",
        "a.yaml:20: students: \"hybrid\\0\"; it must be a name for a folder, of one line and at most 100 bytes"
      ),
      (
        "  labels:", "  \(String(repeating: "l", count: 101)):",
        "a.yaml:66: objectives: \"\(String(repeating: "l", count: 100))...\"; it must be a name for a folder, "
          + "of one line and at most 100 bytes"
      ),
      ("subject: hybrid-74", "subject: hybrid", "a.yaml:76: subject: \"hybrid\" is no student"),
      (
        "hybrid-80:", "hybrid/80:",
        "a.yaml:20: students: the name \"hybrid/80\" has one of the characters / . [ ] ="
      ),
      (
        "name: extended-xor\n", "name: extended-xor\nname: x\n",
        "a.yaml:4: the key name stands there twice"
      ),
      (
        "name: extended-xor\n", "name: [x\n", "a.yaml:5: not YAML: did not find expected ',' or ']'"
      ),
      (
        "name: extended-xor\n", "name: *x\n",
        "a.yaml:4: YAML aliases (*name) are not read in plans: write the value again"
      ),
    ])
  func mistakesAreFoundWhereTheyAre(old: String, new: String, message: String) {
    let error = #expect(throws: PlanError.self) { try file(old, new).experiment() }
    #expect(error?.description == message)
    #expect(error?.isOfOption == false)
  }

  @Test(
    arguments: [
      ("", "there is nothing in it"), ("\u{feff}", "there is nothing in it"),
      ("5", "\"5\", where a plan should be"), ("[]", "a list, where a plan should be"),
      ("a: 1\n---\nb: 2\n", "not YAML: but found another document"),
      ("? [a]\n: 1\n", "a key must be a word"), ("a: \u{1}", "not YAML: control characters"),
      ("a: " + String(repeating: "[", count: 100_000), "not YAML"),
      (String(repeating: "- ", count: 50_000), "not YAML: Maximum nesting level"),
      (
        String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
        "more than 64 levels"
      ),
      ("%YAML 9.9\n---\na: 1", "not YAML: found incompatible YAML document"),
      ("{" + String(repeating: "? ", count: 5000), "not YAML"),
    ])
  func whatIsNoPlanIsRefused(text: String, reason: String) {
    let error = #expect(throws: PlanError.self) { try PlanFile(yaml: text, name: "bad").plan() }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  /// What would be a plan without it.
  @Test(
    arguments: [
      (
        "obtain: " + String(repeating: "x", count: 1 << 20),
        "more than 1048576 bytes: this is no plan"
      ),
      (
        String(repeating: "[", count: 70) + String(repeating: "]", count: 70),
        "a.yaml:5: more than 64 levels of values in values"
      ),
      ("&a x\nbomb: [*a, *a]", "a.yaml:6: YAML aliases (*name) are not read in plans"),
      // The quotation marks are over, whatever stands before the last one.
      ("\"a\\\\\"\nb: &a [x]\nbomb: [*a, *a]", "a.yaml:7: YAML aliases"),
      ("|\n  'tis\nb: &a [x]\nbomb: [*a, *a]", "a.yaml:8: YAML aliases"),
      ("\"'\"\nb:\u{2028}&a [x]\nbomb: {x:\n*a }", "YAML aliases"),
    ])
  func aPlanThatIsTooLargeIsRefused(part: String, reason: String) {
    let error = #expect(throws: PlanError.self) {
      try file("name: extended-xor\n", "name: extended-xor\nx: \(part)\n").plan()
    }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }

  @Test(arguments: ["|\n    *see* the manual of R&D", "a & b * c", "'*x'", "\"&a *b\""])
  func asterisksAreNoAliases(text: String) throws {
    let yaml = try ExperimentPlan.extendedXOR.yaml().replacing(
      "name: extended-xor", with: "name: \(text)")
    _ = try PlanFile(yaml: yaml, name: "a.yaml").plan()
  }

  /// Should an alias ever get through: 2^50 values end at as many as the text has letters.
  @Test func aBombOfAliasesDoesNotGoOff() {
    let text = (1...50).reduce("a0: &a0 [x, x]\n") {
      $0 + "a\($1): &a\($1) [*a\($1 - 1), *a\($1 - 1)]\n"
    }
    let error = #expect(throws: PlanFileProblem.self) { try PlanNode(composing: text) }
    #expect(error?.text == "more values than the text has letters")
    #expect(
      throws: PlanFileProblem(
        2, "YAML aliases (*name) are not read in plans: write the value again")
    ) {
      try PlanNode(yaml: text)
    }
  }
}
