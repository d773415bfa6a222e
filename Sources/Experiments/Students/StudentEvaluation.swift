import Arithmetic
import Datasets
import Distillation
import FileFormats
import HybridModels
import Tables

/// How a saved student does on labelled samples: what `qdistill evaluate` finds.
public struct StudentEvaluation: Sendable, Hashable, Codable {
  /// The format's name and version.
  public let format: String
  /// What the student is called.
  public let student: String
  /// How many samples there are.
  public let sampleCount: Int
  /// The macro-averaged F1 score.
  public let macroF1: Double
  /// The share of right predictions.
  public let accuracy: Double
  /// The mean recall over the classes that have samples.
  public let balancedAccuracy: Double
  /// The expected calibration error, 15 bins.
  public let calibrationError: Double
  /// How well each class is recognised, in the order of the logits.
  public let classes: [ClassScores]
  /// `[classes, classes]`: how many samples of the row's class were taken for the column's.
  public let confusion: [[Int]]
  /// The student beside a teacher, if one was asked.
  public let teacher: TeacherComparison?
  /// How the student does with noise or from shots, if that was asked.
  public let noisy: NoisyScores?

  /// How well a class is recognised.
  public struct ClassScores: Sendable, Hashable, Codable {
    /// What the class is called.
    public let name: String
    /// How many samples it has.
    public let sampleCount: Int
    /// The share of its predictions that are right; 0 without predictions.
    public let precision: Double
    /// The share of its samples that are found; 0 without samples.
    public let recall: Double
    /// The harmonic mean of both.
    public let f1: Double
  }

  /// A student beside a teacher.
  public struct TeacherComparison: Sendable, Hashable, Codable {
    /// What the teacher is called.
    public let name: String
    /// The teacher's own macro-F1.
    public let macroF1: Double
    /// The share of predictions that equal the teacher's.
    public let agreement: Double
    /// The mean KL divergence from the teacher's class probabilities, in nats.
    public let divergence: Double
  }

  /// Compares logits, `[samples, classes]`, with labels.
  ///
  /// - Precondition: there is a sample.
  init(
    _ student: SavedStudent, logits: Matrix, labels: [Int],
    teacher: (name: String, logits: Matrix)?, noisy: NoisyScores?
  ) {
    let names = student.interface.classNames
    let predictions = logits.argmaxOfRows()
    let matrix = ConfusionMatrix(
      predictions: predictions, labels: labels, classCount: names.count)
    let evaluation = Evaluation(
      logits: logits, teacherLogits: teacher?.logits ?? logits, labels: labels)
    format = "qdistill-evaluation/1"
    self.student = student.name
    sampleCount = labels.count
    macroF1 = evaluation.macroF1
    accuracy = evaluation.accuracy
    balancedAccuracy = matrix.balancedAccuracy
    calibrationError = evaluation.calibrationError
    classes = names.enumerated().map { index, name in
      ClassScores(
        name: name, sampleCount: matrix.sampleCount(of: index),
        precision: matrix.precision(of: index), recall: matrix.recall(of: index),
        f1: matrix.f1(of: index))
    }
    confusion = matrix.counts
    self.noisy = noisy
    self.teacher = teacher.map { teacher in
      TeacherComparison(
        name: teacher.name,
        macroF1: Distillation.macroF1(
          predictions: teacher.logits.argmaxOfRows(), labels: labels),
        agreement: evaluation.teacherAgreement, divergence: evaluation.teacherDivergence)
    }
  }
}

extension SavedStudent {
  /// How the student does on labelled samples. The logits of all of them are in memory; with `noisy` their features, too.
  ///
  /// - Parameters:
  ///   - samples: where they are read, with labels.
  ///   - teacher: another student that it is compared with; see ``teacherProblem(_:)``.
  ///   - noisy: how else its circuits are run; a way without an ``executionProblem(_:)``.
  ///   - threadCount: how many threads compute. The result has the same bits for any number.
  /// - Throws: `FileError`, with the line or row, for what cannot be read or computed, and if there is no sample.
  public func evaluate(
    _ samples: consuming any SampleSource & ~Copyable, teacher: SavedStudent? = nil,
    noisy: NoisyRuns? = nil, threadCount: Int = 1
  ) throws(FileError) -> StudentEvaluation {
    var samples = samples
    let threads = ParallelLoop(threadCount: threadCount)
    var (elements, teacherElements, labels): ([Double], [Double], [Int]) = ([], [], [])
    var features: [Double] = []
    while let batch = try samples.next(maximumCount: Self.batchSize) {
      elements += try logits(for: batch, of: samples.name, on: threads).elements
      if let teacher {
        teacherElements += try teacher.logits(for: batch, of: samples.name, on: threads).elements
      }
      labels += batch.labels
      if noisy != nil { features += batch.features.elements }
    }
    guard !labels.isEmpty else {
      throw FileError(badContentsOf: samples.name, reason: "there is no row in it")
    }
    func matrix(_ elements: [Double]) -> Matrix {
      Matrix(rowCount: labels.count, columnCount: model.classCount, elements: elements)
    }
    return StudentEvaluation(
      self, logits: matrix(elements), labels: labels,
      teacher: teacher.map { ($0.name, matrix(teacherElements)) },
      noisy: noisy.map { noisy in
        scores(
          on: Matrix(
            rowCount: labels.count, columnCount: interface.inputCount, elements: features),
          labels: labels, noisy, threadCount: threadCount)
      })
  }

  /// Why another student cannot be this one's teacher, if it cannot: both must take the same features, and know the
  /// same classes in the same order.
  public func teacherProblem(_ teacher: SavedStudent) -> String? {
    if teacher.interface.classNames != interface.classNames {
      return "its classes are \(teacher.interface.classNames), not \(interface.classNames)"
    }
    if teacher.interface.inputCount != interface.inputCount {
      return "it takes \(teacher.interface.inputCount) features, not \(interface.inputCount)"
    }
    if let names = interface.featureNames, let others = teacher.interface.featureNames,
      names != others
    {
      return "its features are \(others), not \(names)"
    }
    return nil
  }
}
