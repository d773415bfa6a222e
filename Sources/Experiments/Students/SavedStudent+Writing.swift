import Crypto
import FileFormats

extension SavedStudent {
  /// Writes the student's folder whole or not at all. The same student gives the same bytes; a folder that has them
  /// already stays as it is.
  ///
  /// - Throws: `FileError`
  public func write(to folder: String) throws(FileError) {
    let parameterBytes = Safetensors(arrays: ParameterTensors(model).arrays(parameters)).encode()
    let file = StudentFile(
      name: name, inputCount: interface.inputCount, featureNames: interface.featureNames,
      labelName: interface.labelName, classNames: interface.classNames,
      transforms: transforms, layers: layers,
      parameters: StudentFile.ParameterFile(
        file: Self.parameterFileName, count: parameters.count,
        sha256: SHA256.hash(data: parameterBytes).hexadecimal),
      training: training, samples: samples)
    let modelBytes: [UInt8]
    do {
      modelBytes = try file.encoded()
    } catch {
      // Numbers that JSON cannot say.
      throw FileError(.write, folder, reason: "the student cannot be described: \(error)")
    }
    try OutputFolder.write(
      [
        OutputFolder.File(Self.modelFileName, modelBytes),
        OutputFolder.File(Self.parameterFileName, parameterBytes),
      ], to: folder)
  }
}
