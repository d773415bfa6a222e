import TestSupport
import Testing

@Suite struct CommandTests {
  private let temporary: TemporaryFolder
  private var folder: String { temporary.path }

  init() throws {
    temporary = try TemporaryFolder()
  }

  @Test func versionAndHelp() throws {
    #expect(try shell("$Q --version").output == "qdistill 0.2.0\n")
    for command in [
      "", "reproduce", "report", "info", "predict", "evaluate", "draw", "data", "data generate",
      "data generate extended-xor", "data generate hyperplane-parity",
      "data describe",
    ] {
      let outcome = try shell("$Q \(command) --help")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("Example"), "\(command)")
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test(
    arguments: [
      ("reproduce --nonsense", 64, "Unknown option '--nonsense'"),
      ("reproduce --seeds 0", 64, "--seeds 0: it must be 1 to 1000000"),
      ("reproduce --seeds many", 64, "'many' is invalid"),
      ("reproduce --seeds 3 --quick", 64, "give either --quick or --seeds"),
      ("reproduce --seeds -1", 64, "--seeds -1: it must be 1 to 1000000"),
      ("data generate extended-xor --sigma -1", 64, "--sigma is -1.0; it must be"),
      ("reproduce --jobs 0", 64, "--jobs 0: at least 1 run"),
      ("reproduce --first-seed=-1", 64, "--first-seed -1: it must be 0 to 9223372036853775807"),
      ("reproduce --seeds 9223372036854775807", 64, "it must be 1 to 1000000"),
      ("reproduce --first-seed 9223372036854775807", 64, "it must be 0 to"),
      ("reproduce --out ''", 64, "--out needs a name, not"),
      ("reproduce --json ''", 64, "--json needs a name, not"),
      ("reproduce --tensorboard ''", 64, "--tensorboard needs a name, not"),
      (
        "reproduce --mlflow localhost:5000", 64,
        "--mlflow localhost:5000: it must be a server's address, like http://localhost:5000"
      ),
      ("report /nowhere --mlflow ftp://host", 64, "--mlflow ftp://host: it must be"),
      (
        "data generate extended-xor --grid 9223372036854775807", 64,
        "it must be at most 1000: a data set has"
      ),
      (
        "data generate extended-xor --grid 4000000000", 64,
        "it must be at most 1000: a data set has"
      ),
      (
        "data generate extended-xor --dimension 9223372036854775807", 64,
        "blobs are more than 1000000"
      ),
      (
        "data generate extended-xor --grid 2 --dimension 3000000000000000000", 64,
        "blobs are more than 1000000"
      ),
      (
        "data generate extended-xor --sigma 1e308", 64,
        "--sigma is 1e+308; it must be a number from 0"
      ),
      ("data generate extended-xor --per-blob 9223372036854775807", 64, "at most 1048576"),
      ("data generate extended-xor --out ''", 73, "cannot write"),
      (
        "draw --ansatz strongly-entangled --qubits 3", 64,
        "qdistill: unknown ansatz strongly-entangled; did you mean strongly-entangling? known: "
      ),
      ("draw --ansatz qcnn --qubits 4 --embedding angel", 64, "did you mean angle? known: angle,"),
      ("draw --ansatz qcnn --qubits 4 --layers 3", 64, "qdistill: 3 layers; qcnn on 4 qubits"),
      ("draw --ansatz two-local --qubits 4 --entanglement x", 64, "unknown entanglement x; known:"),
      ("draw --ansatz two-local --qubits -1", 64, "qdistill: -1 qubits; at least 1 is needed"),
      ("draw --ansatz two-local --qubits 3 --measure z:3", 64, "measures [3]; name different"),
      ("draw --ansatz two-local --qubits 3 --measure q", 64, "--measure q: it must be like z:0,1"),
      ("draw --ansatz two-local --qubits 3 --format png", 64, "'png' is invalid"),
      (
        "draw --ansatz two-local --qubits 3 --compiled --format svg", 64,
        "--compiled is a text: leave out --format svg"
      ),
      ("draw --ansatz two-local --qubits 3 --out /nowhere/c.txt", 73, "cannot write /nowhere"),
      ("frobnicate", 64, "Unexpected argument 'frobnicate'"),
      ("report", 64, "Missing expected argument '<dir>'"),
      ("report ''", 64, "the run folder needs a name, not"),
      ("report /nowhere", 66, "cannot read /nowhere/plan.yaml: it is not there"),
      (
        "reproduce --out /dev/null/runs", 73,
        "cannot write /dev/null/runs/runs: /dev/null is not a folder"
      ),
      ("reproduce --out /proc/nowhere", 73, "cannot write /proc/nowhere"),
      (
        "reproduce --json /nowhere/r.json", 73,
        "cannot write /nowhere/r.json: No such file or directory"
      ),
      ("data generate extended-xor --grid 1", 64, "--grid is 1; it must be at least 2"),
      ("data generate extended-xor --sigma nan", 64, "--sigma is nan"),
      ("data generate extended-xor --part pupil", 64, "'pupil' is invalid"),
      ("data generate extended-xor --per-blob 0", 64, "--per-blob is 0"),
      ("data generate extended-xor --seed=-1", 64, "'-1' is invalid"),
      ("data generate extended-xor --out /nowhere/x.csv", 73, "cannot write /nowhere/x.csv"),
      ("data generate extended-xor > /dev/full", 73, "cannot write standard output: No space left"),
    ] as [(String, Int32, String)])
  func badInputIsRefused(command: String, status: Int32, message: String) throws {
    let outcome = try shell("$Q \(command)")
    #expect(outcome.status == status)
    #expect(outcome.error.contains(message), "\(outcome.error)")
    #expect(outcome.output.isEmpty)
  }

  @Test func dataIsGeneratedToAFileOrToStandardOutput() throws {
    let command = "$Q data generate extended-xor --per-blob 2 --seed 7"
    let printed = try shell(command)
    #expect(printed.status == 0 && printed.error.isEmpty)
    #expect(printed.output.hasPrefix("x0,x1,label\n"))
    #expect(printed.output.split(separator: "\n").count == 33)
    let written = try shell(
      "\(command) --out \(folder)/x.csv && cat \(folder)/x.csv")
    #expect(written.output == printed.output)
    #expect(try shell("\(command)0").output != printed.output)
  }

  @Test func aCircuitIsDrawnOrCompiled() throws {
    let command = "$Q draw --ansatz real-amplitudes --qubits 2 --embedding angle"
    let drawn = try shell(command)
    #expect(drawn.status == 0 && drawn.error.isEmpty)
    #expect(drawn.output.contains("q0 ──┤ RY x0 ├─┤ RY θ0 ├─●─┤ RY θ2 ├─┤ ⟨Z⟩ │\n"))
    #expect(
      drawn.output.hasSuffix("2 qubits, 4 parameters, 2 inputs, 7 gates\noutputs: ⟨Z0⟩, ⟨Z1⟩\n"))
    let compiled = try shell("\(command) --compiled --measure probabilities:1")
    #expect(compiled.output.contains("stage 1  P  CX 0→1\n         R  q0 θ2, q1 θ3\n"))
    let piped = try shell(
      "set -o pipefail; $Q draw --ansatz sim-6 --qubits 20 --layers 9 | head -n 2")
    #expect(piped.status == 0 && piped.error.isEmpty)
  }

  @Test func aCircuitIsDrawnAsAPicture() throws {
    let command = "$Q draw --ansatz qcnn --qubits 2 --embedding angle --format svg"
    let drawn = try shell(command)
    #expect(drawn.status == 0 && drawn.error.isEmpty)
    #expect(drawn.output.hasPrefix("<svg ") && drawn.output.hasSuffix("</svg>\n"))
    #expect(drawn.output.contains("<title>circuit: 2 qubits, angle embedding, qcnn x 1</title>"))
    let written = try shell("\(command) --out \(folder)/c.svg && cat \(folder)/c.svg")
    #expect(written.status == 0 && written.output == drawn.output)
  }

  @Test(arguments: ["| head -n 1", ">&-", "| true"])
  func aClosedStandardOutputIsNoError(redirection: String) throws {
    // More than a pipe's buffer holds.
    let command = "$Q data generate extended-xor --per-blob 500"
    let outcome = try shell("set -o pipefail; \(command) \(redirection)")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
  }

  @Test func aFileIsNotMistakenForAClosedStandardOutput() throws {
    let command = "$Q data generate extended-xor --out \(folder)/x.csv"
    let outcome = try shell("\(command) >&- 2>&- <&-; wc -l < \(folder)/x.csv")
    #expect(outcome.output == "81\n")
  }
}
