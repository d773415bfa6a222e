import HybridModels
import Tables

/// A term that compares what layers of student and teacher give.
public protocol FeatureTerm: ObjectiveTerm {
  /// Which of the student's numbers the term looks at.
  var student: FeatureChoice { get }
  /// Which of the teacher's.
  var teacher: FeatureChoice { get }
}

extension FeatureTerm {
  /// Yes.
  public var needsTeacher: Bool { true }
  /// The layer that is compared.
  public var teacherFeatures: [FeatureChoice] { [teacher] }
  /// `penultimate of the student, layer 1 of the teacher`
  public var summary: String { comparison }
  /// What is compared with what, in a few words.
  var comparison: String { "\(student) of the student, \(teacher) of the teacher" }

  /// The student must have the layer.
  public func check(student model: Model) throws(InvalidSetting) {
    _ = try model.layerIndex(of: student, name: "student")
  }

  /// Where the term looks in a student.
  ///
  /// - Precondition: ``check(student:)``
  func tap(of model: Model) -> ModelTap {
    guard let layer = try? model.layerIndex(of: student, name: "student") else {
      preconditionFailure("a student without a layer \(student)")
    }
    return .outputs(ofLayer: layer)
  }
}

extension LossContext {
  /// How many numbers the teacher has there.
  ///
  /// - Precondition: the training set has them.
  func teacherWidth(_ choice: FeatureChoice) -> Int {
    if choice == .logits { return student.classCount }
    guard let features = set.teacherFeatures[choice] else {
      preconditionFailure("an objective looks at the teacher's \(choice), which is not there")
    }
    return features.columnCount
  }
}
