import Foundation

/// The library ONNX Runtime, loaded into this process.
///
/// It runs models of any framework that were exported to ONNX. Nothing of it is needed to build, and it
/// is looked for only when somebody asks for it. It stays loaded until the process ends.
///
/// Unchecked: all that is stored is constant, and the library allows calls from any thread.
public final class ONNXRuntime: @unchecked Sendable {
  /// The library's file, or the name that the system's loader knows it by.
  public let path: String
  /// The library's version, such as `1.20.1`.
  public let version: String

  let interface: ONNXInterface
  let environment: ONNXHandle

  /// The oldest version that this was tried with.
  static let oldestVersion = (major: 1, minor: 17)

  /// Loads a library: a file, or a name that the system's loader knows.
  ///
  /// - Throws: `InterchangeError` if it cannot be loaded, or is not ONNX Runtime.
  public convenience init(library path: String) throws(InterchangeError) {
    try self.init(file: path, named: path)
  }

  /// - Parameter name: what an error calls the library.
  convenience init(file path: String, named name: String) throws(InterchangeError) {
    // The loader looks for a name without a slash in its own folders only.
    let isLocal = !path.contains("/") && FileManager.default.fileExists(atPath: path)
    try self.init(loading: isLocal ? "./\(path)" : path, named: name)
  }

  /// Loads what the loader finds. A name without a slash is not looked for in the current folder: nobody said
  /// that what lies there is to be trusted.
  init(loading path: String, named name: String) throws(InterchangeError) {
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw InterchangeError(name, "cannot load ONNX Runtime: \(Self.loaderReason(path))")
    }
    guard let symbol = dlsym(library, "OrtGetApiBase") else {
      dlclose(library)
      throw InterchangeError(
        name, "this library is not ONNX Runtime; the one that is wanted is called libonnxruntime")
    }
    // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t); const char* (*GetVersionString)(); }
    let getBase = unsafeBitCast(
      symbol, to: (@convention(c) () -> UnsafePointer<UnsafeRawPointer>).self)
    let base = getBase()
    let getVersion = unsafeBitCast(
      base[1], to: (@convention(c) () -> UnsafePointer<CChar>).self)
    version = String(cString: getVersion())
    guard Self.isSupported(version) else {
      let oldest = "\(Self.oldestVersion.major).\(Self.oldestVersion.minor)"
      throw InterchangeError(
        name,
        "ONNX Runtime \(version) is too old, \(oldest) is needed: pip install --upgrade onnxruntime"
      )
    }
    let getTable = unsafeBitCast(
      base[0], to: (@convention(c) (UInt32) -> UnsafeRawPointer?).self)
    // All that is used here was in the first version of the table.
    guard let table = getTable(1) else {
      throw InterchangeError(name, "ONNX Runtime \(version) has no interface of version 1")
    }
    interface = ONNXInterface(table: table)
    self.path = path
    do {
      environment = try Self.makeEnvironment(interface)
    } catch {
      throw InterchangeError(name, "ONNX Runtime does not start: \(error.message)")
    }
  }

  deinit {
    interface.release(.releaseEnvironment, environment)
  }

  private static func makeEnvironment(
    _ interface: ONNXInterface
  ) throws(ONNXFailure) -> ONNXHandle {
    typealias Create =
      @convention(c) (
        Int32, UnsafePointer<CChar>, UnsafeMutablePointer<ONNXHandle?>
      ) -> ONNXHandle?
    var environment: ONNXHandle?
    let create = interface.function(.createEnvironment, as: Create.self)
    try interface.check(create(fatalErrorsOnly, "qdistill", &environment))
    guard let environment else { throw ONNXFailure("it gave no environment") }
    return environment
  }

  /// `ORT_LOGGING_LEVEL_FATAL`: errors are thrown here, not printed there.
  static let fatalErrorsOnly: Int32 = 4

  static func isSupported(_ version: String) -> Bool {
    let numbers = version.split(separator: ".").prefix(2).compactMap { Int($0) }
    guard numbers.count == 2 else { return false }
    return (numbers[0], numbers[1]) >= (oldestVersion.major, oldestVersion.minor)
  }

  /// The loader's words without the path that they begin with.
  private static func loaderReason(_ path: String) -> String {
    guard let words = dlerror() else { return "the system's loader gives no reason" }
    let reason = ONNXFailure(String(cString: words)).message
    let prefix = "\(path): "
    return reason.hasPrefix(prefix) ? String(reason.dropFirst(prefix.count)) : reason
  }
}
