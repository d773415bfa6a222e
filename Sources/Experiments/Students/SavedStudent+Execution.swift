import Arithmetic
import Distillation
import HybridModels
import NeuralNetworks
import QuantumSimulation
import RandomStreams
import Tables

extension SavedStudent {
  /// What keeps the student's circuits from being run in a way, if anything, in a line.
  public func executionProblem(_ execution: CircuitExecution) -> String? {
    guard model.layers.contains(where: \.isQuantum) else {
      return "\(name) has no circuit: noise and shots make no difference to it"
    }
    return model.executionProblem(execution, isTrained: false)
  }

  /// The classes that the student takes samples for with its circuits run in some way, `[samples]`.
  ///
  /// - Parameters:
  ///   - features: as data have them, `[samples, inputCount]`; such as the student can take.
  ///   - seed: which random numbers, where there are shots or trajectories.
  /// - Precondition: there is no ``executionProblem(_:)``.
  func predictions(
    for features: Matrix, _ execution: CircuitExecution, seed: UInt64, threadCount: Int = 1
  ) -> [Int] {
    model.executed(execution).predictions(
      for: modelInputs(from: features), parameters: parameters, seed: seed,
      threadCount: threadCount)
  }
}

extension Model {
  /// The classes that samples, `[samples, inputCount]`, are taken for. Random numbers are those of a seed's stream "shots".
  func predictions(
    for features: Matrix, parameters: [Double], seed: UInt64, threadCount: Int = 1
  ) -> [Int] {
    var stream = RandomStream(seed: seed, name: "shots")
    let key = stream.next()
    let threads = ParallelLoop(threadCount: max(1, min(threadCount, features.rowCount / 64)))
    var parts = [[Int]](repeating: [], count: threads.threadCount)
    let width = features.columnCount
    parts.withUnsafeMutableBufferPointer { parts in
      threads.run { thread in
        let rows =
          features.rowCount * thread / threads.threadCount..<features.rowCount * (thread + 1)
          / threads.threadCount
        guard !rows.isEmpty else { return }
        parts[thread] = logits(
          for: Matrix(
            rowCount: rows.count, columnCount: width,
            elements: Array(features.elements[rows.lowerBound * width..<rows.upperBound * width])),
          parameters: parameters, draw: RandomDraw(key: key, firstSample: rows.lowerBound)
        ).argmaxOfRows()
      }
    }
    return parts.flatMap { $0 }
  }
}
