import Foundation

extension ONNXRuntime {
  /// The environment variable that gives the library's file.
  public static let variable = "QDISTILL_ONNXRUNTIME"

  /// Finds the library and loads it: the file `path` if there is one; else that of the environment
  /// variable `QDISTILL_ONNXRUNTIME`; else what the system's loader knows by the usual names; else that of
  /// an installed Python package `onnxruntime`, about which `python3` and `python` are asked.
  ///
  /// - Throws: `InterchangeError`, which says how to get the library, or why it cannot be loaded.
  public static func find(path: String? = nil) throws(InterchangeError) -> ONNXRuntime {
    try Search().runtime(path: path)
  }

  /// Where the library is looked for.
  struct Search {
    /// The variables of this process.
    var environment = ProcessInfo.processInfo.environment
    /// What the system's loader is asked for.
    var names = ["libonnxruntime.so", "libonnxruntime.so.1", "libonnxruntime.dylib"]
    /// Programs that are asked for the Python package, in the folders of `PATH`.
    var interpreters = ["python3", "python"]
    /// How long one of them may take.
    var timeLimit = Duration.seconds(5)

    func runtime(path: String?) throws(InterchangeError) -> ONNXRuntime {
      // What somebody asked for is used or refused, never replaced by something else.
      if let path { return try ONNXRuntime(library: path) }
      if let path = environment[variable], !path.isEmpty {
        return try ONNXRuntime(file: path, named: "\(variable)=\(path)")
      }
      for name in names {
        if let runtime = try? ONNXRuntime(loading: name, named: name) { return runtime }
      }
      let packages = PythonPackage.folders(
        of: "onnxruntime", environment: environment, interpreters: interpreters,
        timeLimit: timeLimit)
      for package in packages {
        if let library = library(in: package) { return try ONNXRuntime(library: library) }
      }
      if let package = packages.first {
        throw InterchangeError(
          package,
          "this onnxruntime has no library that others can load, as versions before 1.19: "
            + "pip install --upgrade onnxruntime, or give a library with --onnxruntime PATH")
      }
      throw InterchangeError(
        "ONNX Runtime",
        "not found: pip install onnxruntime, or give its library with --onnxruntime PATH or "
          + "\(variable); a file of the teacher's logits or probabilities does without it",
        isOfMissingProgram: true)
    }

    /// The library in a package's folder, of whatever version.
    private func library(in package: String) -> String? {
      let folder = "\(package)/capi"
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return files.sorted().last { file in
        file.hasPrefix("libonnxruntime.so")
          || (file.hasPrefix("libonnxruntime.") && file.hasSuffix(".dylib"))
      }.map { "\(folder)/\($0)" }
    }
  }
}
