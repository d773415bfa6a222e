import Crypto
import FileFormats
import Foundation
import HybridModels
import Tables

// A student's folder comes from outside: it may be cut short, changed by hand or made to do harm. Nothing in it is
// believed that can be checked.

extension SavedStudent {
  /// Reads a student's folder.
  ///
  /// - Throws: `FileError` if it is not there, a file is missing, cut short or was changed, its version is unknown,
  ///   parameters do not fit the layers or are not finite, or a sample's logits do not come out.
  public init(contentsOf folder: String) throws(FileError) {
    try Self.checkFolder(folder)
    let contents = try Self.contents(Self.modelFileName, of: folder, limit: 1 << 26)
    let file = try StudentFile(contents)
    let interface = StudentInterface(
      inputCount: file.inputCount, featureNames: file.featureNames, labelName: file.labelName,
      classNames: file.classNames)
    let model: Model
    do throws(PlanError) {
      model = try Self.makeModel(
        name: file.name, interface: interface, transforms: file.transforms, layers: file.layers)
    } catch {
      throw FileError(badContentsOf: contents.name, reason: "\(error.place): \(error.problem)")
    }
    self.init(
      name: file.name, interface: interface, transforms: file.transforms, layers: file.layers,
      model: model, parameters: try Self.parameters(of: file, model, in: folder),
      training: file.training, samples: file.samples)
    if let problem = sampleProblem {
      throw FileError(badContentsOf: contents.name, reason: problem)
    }
  }

  private static func parameters(
    of file: StudentFile, _ model: Model, in folder: String
  ) throws(FileError) -> [Double] {
    // The header takes about a hundred bytes an array.
    let limit = 8 * model.parameterCount + (1 << 20)
    let contents = try contents(parameterFileName, of: folder, limit: limit)
    guard SHA256.hash(data: contents.bytes).hexadecimal == file.parameters.sha256 else {
      throw FileError(
        badContentsOf: contents.name,
        reason: "its SHA-256 is not the one in \(modelFileName): it was changed or cut short")
    }
    let arrays = try Safetensors(contents).arrays
    do throws(ParameterProblem) {
      return try ParameterTensors(model).parameters(in: arrays)
    } catch {
      throw FileError(badContentsOf: contents.name, reason: error.reason)
    }
  }

  /// What is wrong with the samples, if anything is: logits of other instruction sets differ in their last bits only.
  private var sampleProblem: String? {
    let classCount = interface.classNames.count
    guard
      samples.allSatisfy({
        $0.features.count == interface.inputCount && $0.logits.count == classCount
      })
    else { return "samples: one has not \(interface.inputCount) features and \(classCount) logits" }
    let logits: Matrix
    do throws(SampleProblem) {
      logits = try self.logits(
        for: Matrix(
          rowCount: samples.count, columnCount: interface.inputCount,
          elements: samples.flatMap(\.features)))
    } catch {
      return "samples[\(error.row)]: \(error.reason)"
    }
    for (row, sample) in samples.enumerated() {
      for (logit, expected) in zip(logits[row: row], sample.logits)
      where !(abs(logit - expected) <= Self.tolerance * max(1, abs(expected))) {
        return "samples[\(row)]: a logit is \(logit), where \(expected) should come out"
      }
    }
    return nil
  }

  /// How far logits in double precision may be apart, relative to those above 1.
  private static let tolerance = 1e-9

  private static func checkFolder(_ folder: String) throws(FileError) {
    var status = stat()
    guard stat(folder, &status) == 0 else {
      throw FileError(.read, folder)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw FileError(
        badContentsOf: folder,
        reason: "it is a file; a saved student is the folder of \(modelFileName) and "
          + parameterFileName)
    }
  }

  private static func contents(
    _ name: String, of folder: String, limit: Int
  ) throws(FileError) -> FileContents {
    let path = "\(folder)/\(name)"
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw FileError(badContentsOf: folder, reason: "it is no saved student: \(name) is missing")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(badContentsOf: path, reason: "it is not a regular file")
    }
    return try FileContents(of: path, limit: limit)
  }
}
