import Crypto
import FileFormats

extension SavedStudent {
  /// Writes the student's folder whole or not at all. The same student gives the same bytes; a folder that has them
  /// already stays as it is.
  ///
  /// - Throws: `FileError`
  public func write(to folder: String) throws(FileError) {
    let modelBytes: [UInt8]
    do {
      modelBytes = try modelFile()
    } catch {
      // Numbers that JSON cannot say.
      throw FileError(.write, folder, reason: "the student cannot be described: \(error)")
    }
    try OutputFolder.write(
      [
        OutputFolder.File(Self.modelFileName, modelBytes),
        OutputFolder.File(Self.parameterFileName, parameterFile),
      ], to: folder)
  }

  /// The contents of `model.json`.
  public func json() throws -> String { String(decoding: try modelFile(), as: UTF8.self) }

  private func modelFile() throws -> [UInt8] {
    let file = StudentFile(
      name: name, inputCount: interface.inputCount, featureNames: interface.featureNames,
      labelName: interface.labelName, classNames: interface.classNames, transforms: transforms,
      layers: layers,
      parameters: StudentFile.ParameterFile(
        file: Self.parameterFileName, count: parameters.count,
        sha256: SHA256.hash(data: parameterFile).hexadecimal),
      training: training, samples: samples)
    return try file.encoded()
  }

  /// The contents of `parameters.safetensors`.
  private var parameterFile: [UInt8] {
    Safetensors(arrays: ParameterTensors(model).arrays(parameters)).encode()
  }
}
