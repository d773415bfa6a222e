import Foundation
import NeuralNetworks
import RandomStreams
import Tables

// Teachers that know less than the teacher: what a student learns from them is not the teacher's knowledge.

extension TrainingSet {
  /// As far apart as the logits of a teacher without doubts are: other classes have probability 0 at any usual temperature.
  private static let certainty = 1e4

  /// The teacher's choices in the place of its probabilities.
  ///
  /// - Precondition: there is a teacher.
  public func hardened() -> TrainingSet {
    taught { logits, _ in
      Matrix(
        rowCount: logits.rowCount, columnCount: logits.columnCount,
        elements: logits.argmaxOfRows().flatMap { choice in
          (0..<logits.columnCount).map { $0 == choice ? 0 : -Self.certainty }
        })
    }
  }

  /// What the teacher says, of other samples: its rows change places at random among the samples of one label for which it
  /// makes the same choice, so that no target becomes wrong. Samples without a label are among themselves.
  ///
  /// - Precondition: there is a teacher.
  public func shuffled(by stream: RandomStream) -> TrainingSet {
    taught { logits, labels in
      struct Group: Hashable {
        let label: Int32
        let choice: Int
      }
      let groups = zip(labels, logits.argmaxOfRows()).map(Group.init)
      var members: [Group: [Int]] = [:]
      for (row, group) in groups.enumerated() { members[group, default: []].append(row) }
      var stream = stream
      var source = Array(0..<logits.rowCount)
      var done: Set<Group> = []
      for group in groups where done.insert(group).inserted {
        let rows = members[group]!
        var others = rows
        stream.shuffle(&others)
        for (row, other) in zip(rows, others) { source[row] = other }
      }
      return logits.selecting(rows: source)
    }
  }

  /// Smoothed labels in the place of the teacher's probabilities: (1 - eps) onehot + eps / classes, with the eps that makes their
  /// entropy the mean entropy of the teacher's softmax(logits / temperature). A sample without a label has the teacher's choice.
  ///
  /// - Precondition: there is a teacher.
  public func smoothed(temperature: Double) -> TrainingSet {
    taught { logits, labels in
      let classCount = logits.columnCount
      let entropies = (0..<logits.rowCount).map { row in
        entropy(softmax(logits[row: row], temperature: temperature))
      }
      let eps = smoothing(
        ofEntropy: entropies.reduce(0, +) / Double(max(1, entropies.count)), classCount: classCount)
      let others = eps / Double(classCount)
      // softmax(temperature log p / temperature) = p
      let low = max(temperature * log(others), -Self.certainty)
      let high = temperature * log(1 - eps + others)
      return Matrix(
        rowCount: logits.rowCount, columnCount: classCount,
        elements: zip(labels, logits.argmaxOfRows()).flatMap { label, choice in
          let target = label == Self.noLabel ? choice : Int(label)
          return (0..<classCount).map { $0 == target ? high : low }
        })
    }
  }

  /// The same samples with other logits for a teacher, made of its logits and the samples' labels.
  private func taught(
    _ change: (_ logits: Matrix, _ labels: [Int32]) -> Matrix
  ) -> TrainingSet {
    guard let teacherLogits else { preconditionFailure("samples without a teacher") }
    return TrainingSet(samples, transfer: transfer, teacherLogits: change(teacherLogits, labels))
  }
}

/// - sum p log p, in nats.
func entropy(_ probabilities: [Double]) -> Double {
  probabilities.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
}

/// The eps for which (1 - eps) onehot + eps / classes has this entropy, to the last bits: the entropy grows with eps, from 0 at 0 to
/// log(classes) at 1.
func smoothing(ofEntropy wanted: Double, classCount: Int) -> Double {
  var (low, high) = (0.0, 1.0)
  for _ in 0..<60 {
    let eps = (low + high) / 2
    let others = eps / Double(classCount)
    let smoothed = [1 - eps + others] + Array(repeating: others, count: classCount - 1)
    if entropy(smoothed) < wanted { low = eps } else { high = eps }
  }
  return (low + high) / 2
}
