import ArgumentParser

/// What runs teachers' ONNX models.
struct ONNXRuntimeOption: ParsableArguments {
  @Option(
    name: .customLong("onnxruntime"),
    help: ArgumentHelp(
      "The library that runs a teacher's ONNX model. (default: that of QDISTILL_ONNXRUNTIME, of the system, or of Python)",
      valueName: "path"))
  var path: String?
}

extension ONNXRuntimeOption {
  /// The same library as another command is told it.
  static func arguments(_ path: String?) -> [String] { path.map { ["--onnxruntime", $0] } ?? [] }
}
