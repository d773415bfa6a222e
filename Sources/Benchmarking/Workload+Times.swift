import Arithmetic
import Datasets
import Distillation
import HybridModels
import QuantumSimulation
import RandomStreams
import Tables

/// Seconds a step, of blocks of steps that take at least a few milliseconds each.
private func times(_ runSteps: (Int) -> Void) -> [Double] {
  let clock = ContinuousClock()
  func seconds(_ steps: Int) -> Double { clock.measure { runSteps(steps) } / .seconds(1) }
  var steps = 1
  while seconds(steps) < 5e-3 { steps *= 2 }
  var result: [Double] = []
  let start = clock.now
  while result.count < 5 || (clock.now - start < .milliseconds(500) && result.count < 200) {
    result.append(seconds(steps) / Double(steps))
  }
  return result
}

/// What `body` gives: the workload is such that its training cannot fail.
private func succeeding<Result>(_ body: () throws(TrainingFailure) -> Result) -> Result {
  do throws(TrainingFailure) {
    return try body()
  } catch {
    preconditionFailure("the workload's training failed: \(error)")
  }
}

extension Workload {
  /// Exactly what training runs: a data set of one batch, an epoch a step.
  func timeTraining(_ arithmetic: Arithmetic, _ threadCount: Int) -> [Double] {
    let (model, set) = (model, trainingSet)
    var stream = RandomStream(seed: 1, name: "init")
    let trainer = Trainer(
      model, objective: objective,
      settings: TrainingSettings(
        optimizer: .adam(rate: 0.01), epochs: 1, batch: batch, precision: arithmetic.precision),
      instructionSet: arithmetic.instructionSet, threadCount: threadCount)
    return succeeding { () throws(TrainingFailure) in
      let run = try TrainingRun(
        trainer, on: set, from: model.initialParameters(from: &stream),
        batches: RandomStream(seed: 2, name: "batches"))
      return times { steps in
        succeeding { () throws(TrainingFailure) in
          for _ in 0..<steps { _ = try run.runEpoch() }
        }
      }
    }
  }

  /// The whole model, forward.
  func timeInference(_ arithmetic: Arithmetic) -> [Double] {
    let (model, set) = (model, trainingSet)
    var stream = RandomStream(seed: 1, name: "init")
    let prepared = model.makePrepared(arithmetic)
    model.prepare(model.initialParameters(from: &stream), into: prepared)
    let part = min(model.cachedSampleCount(arithmetic), BatchTable.stride(forSamples: batch))
    let workspace = model.makeWorkspace(capacity: part, arithmetic)
    let rows = Memory(set.samples.features.elements, arithmetic.precision)
    let order = Array(0..<batch)
    return times { steps in
      for _ in 0..<steps {
        for first in stride(from: 0, to: batch, by: part) {
          let samples = order[first..<min(first + part, batch)]
          samples.withUnsafeBufferPointer {
            workspace.inputs(sampleCount: samples.count).gather($0, from: rows, arithmetic)
          }
          model.forward(
            sampleCount: samples.count, prepared, in: workspace, keepsStates: false)
        }
      }
    }
  }

  /// The circuit by itself, with new parameters every time.
  func timeGradient(_ arithmetic: Arithmetic, _ threadCount: Int) -> [Double] {
    var stream = RandomStream(seed: 1, name: "angles")
    func random(_ count: Int) -> [Double] {
      (0..<count).map { _ in stream.uniform(in: -3..<3) }
    }
    let circuit = circuit
    let parameters = random(circuit.parameterCount)
    let inputs = random(batch * circuit.inputCount)
    let slopes = random(batch * circuit.outputCount)
    if threadCount > 1 {
      return timeGradient(circuit, parameters, inputs, slopes, arithmetic, threadCount)
    }
    var engine = CircuitEngine(circuit, capacity: batch, arithmetic: arithmetic)
    _ = engine.gradient(
      outputGradient: slopes, inputs: inputs, parameters: parameters, sampleCount: batch)
    let gradient = UnsafeMutablePointer<Double>.allocate(capacity: parameters.count)
    gradient.initialize(repeating: 0, count: parameters.count)
    defer { gradient.deallocate() }
    return times { steps in
      for _ in 0..<steps {
        engine.prepare(parameters)
        engine.runGradient(sampleCount: batch, into: gradient)
      }
    }
  }

  /// The same on several threads, as a model of one layer whose inputs' gradient is wanted too.
  private func timeGradient(
    _ circuit: VariationalCircuit, _ parameters: [Double], _ inputs: [Double], _ slopes: [Double],
    _ arithmetic: Arithmetic, _ threadCount: Int
  ) -> [Double] {
    let inputs = Memory(inputs, arithmetic.precision)
    let slopes = Memory(slopes, arithmetic.precision)
    let gradient = BatchGradient(
      Model([CircuitLayer(circuit)]), capacity: batch, arithmetic, threadCount: threadCount,
      wantsInputGradient: true)
    let order = Array(0..<batch)
    return order.withUnsafeBufferPointer { order in
      times { steps in
        for _ in 0..<steps {
          _ = gradient.compute(parameters, sampleCount: batch) { part in
            part.workspace.inputs(sampleCount: part.samples.count)
              .gather(UnsafeBufferPointer(rebasing: order[part.samples]), from: inputs, arithmetic)
          } loss: { part in
            part.workspace.outputGradient(sampleCount: part.samples.count)
              .gather(UnsafeBufferPointer(rebasing: order[part.samples]), from: slopes, arithmetic)
            return 0
          }
        }
      }
    }
  }

  /// The circuit by itself, forward, with new parameters every time.
  func timeForward(_ arithmetic: Arithmetic) -> [Double] {
    var stream = RandomStream(seed: 1, name: "angles")
    func random(_ count: Int) -> [Double] {
      (0..<count).map { _ in stream.uniform(in: -3..<3) }
    }
    let circuit = circuit
    let parameters = random(circuit.parameterCount)
    var engine = CircuitEngine(circuit, capacity: batch, arithmetic: arithmetic)
    _ = engine.outputs(
      inputs: random(batch * circuit.inputCount), parameters: parameters, sampleCount: batch)
    return times { steps in
      for _ in 0..<steps {
        engine.prepare(parameters)
        engine.runForward(sampleCount: batch)
      }
    }
  }
}
