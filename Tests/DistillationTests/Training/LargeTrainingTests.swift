import Arithmetic
import Datasets
import Foundation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables
import Testing

@testable import Distillation

/// What large batches and many steps must not change.
@Suite struct LargeTrainingTests {
  /// A student whose batches of 100 are more than a thread's share of work.
  private func model(qubitCount: Int) -> Model {
    var circuit = Circuit(qubitCount: qubitCount)
    circuit.append(AngleEmbedding(qubitCount: qubitCount))
    circuit.append(StronglyEntanglingLayers(qubitCount: qubitCount, layerCount: 4))
    return Model([
      Dense(inputCount: 2, outputCount: qubitCount),
      CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: 0..<qubitCount))),
      Dense(inputCount: qubitCount, outputCount: 3),
    ])
  }

  private func set(sampleCount: Int) -> TrainingSet {
    var stream = RandomStream(seed: 1, name: "data")
    let features = Matrix(
      rowCount: sampleCount, columnCount: 2,
      elements: (0..<2 * sampleCount).map { _ in stream.normal() })
    let labels = (0..<sampleCount).map { _ in stream.index(below: 3) }
    return TrainingSet(Dataset(features: features, labels: labels, classCount: 3))
  }

  @Test(arguments: Precision.allCases)
  func theNumberOfThreadsDoesNotChangeABit(precision: Precision) throws {
    let (model, set) = (model(qubitCount: 8), set(sampleCount: 100))
    var stream = RandomStream(seed: 2, name: "init")
    let initial = model.initialParameters(from: &stream)
    let results = try [1, 2, 3, 16].map { threadCount in
      try Trainer(
        model, objective: Objective([CrossEntropyTerm(weight: 1)]),
        settings: TrainingSettings(
          optimizer: .adam(rate: 0.01), epochs: 2, batch: 80, dropRemainder: false,
          precision: precision), threadCount: threadCount
      ).train(on: set, from: initial, batches: RandomStream(seed: 3, name: "batches"))
    }
    #expect(results.dropFirst().allSatisfy { $0 == results[0] })
    // The batch has several groups, or nothing was shown.
    let step = BatchGradient(model, capacity: 80, Arithmetic(precision), threadCount: 16)
    #expect(step.workspaceCount > 1)
  }

  /// Parts of a batch, and groups of parts, come to the same as the batch in one piece, but for roundings.
  @Test func theGradientOfABatchIsThatOfItsSamples() throws {
    let (model, set) = (model(qubitCount: 8), set(sampleCount: 100))
    var stream = RandomStream(seed: 2, name: "init")
    let parameters = model.initialParameters(from: &stream)
    let objective = Objective([CrossEntropyTerm(weight: 1)])
    let whole = try TrainingStep(
      model, objective, set, capacity: 100, arithmetic: Arithmetic(.double))
    let loss = whole.computeGradient(of: ArraySlice(0..<100), parameters: parameters)
    let single = try TrainingStep(
      model, objective, set, capacity: 1, arithmetic: Arithmetic(.double))
    var sums = [Double](repeating: 0, count: model.parameterCount)
    var lossSum = 0.0
    for sample in 0..<100 {
      lossSum += single.computeGradient(of: [sample], parameters: parameters) / 100
      for index in sums.indices { sums[index] += single.gradient[index] / 100 }
    }
    #expect(abs(loss - lossSum) < 1e-13)
    for index in sums.indices { #expect(abs(sums[index] - whole.gradient[index]) < 1e-13) }
  }

  #if os(Linux)
    /// `QDISTILL_TEST_EFFORT=full`, in a release build: a million steps. The address sanitizer keeps what is freed.
    @Test(.disabled(if: dlsym(nil, "__asan_init") != nil))
    func trainingTakesNoMoreMemoryTheLongerItLasts() async {
      await #expect(processExitsWith: .success) {
        let isThorough = ProcessInfo.processInfo.environment["QDISTILL_TEST_EFFORT"] == "full"
        let steps = isThorough ? 100_000 : 1000
        let tests = LargeTrainingTests()
        let (model, set) = (tests.model(qubitCount: 2), tests.set(sampleCount: 32))
        let step = try TrainingStep(
          model, Objective([CrossEntropyTerm(weight: 1)]), set, capacity: 32,
          arithmetic: Arithmetic(.single))
        var optimizer = Adam(parameterCount: model.parameterCount)
        var parameters = [Double](repeating: 0.1, count: model.parameterCount)
        let order = Array(0..<32)
        func run() {
          for _ in 0..<steps {
            _ = step.computeGradient(of: order[...], parameters: parameters)
            optimizer.step(
              &parameters, gradient: step.gradient.baseAddress!,
              training: [0..<model.parameterCount], rate: 0.01)
          }
        }
        // What the runtime and Foundation load when they are first used.
        run()
        _ = residentBytes()
        let before = residentBytes()
        for _ in 0..<10 { run() }
        // The smallest allocation is 16 bytes: a leak of one a step would be more.
        precondition(residentBytes() - before < 10 * 10 * steps)
      }
    }
  #endif
}

/// The memory that this process occupies.
private func residentBytes() -> Int {
  let pages = String(
    decoding: FileManager.default.contents(atPath: "/proc/self/statm") ?? Data(), as: UTF8.self
  ).split(separator: " ")[1]
  return Int(pages)! * Int(sysconf(Int32(_SC_PAGESIZE)))
}
