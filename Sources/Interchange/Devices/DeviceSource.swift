import FileFormats
import Foundation
import QuantumSimulation

/// Where a device's calibration comes from: files, or the installed Python package `qiskit_ibm_runtime`, which has snapshots of many
/// devices. No Python code of it is run.
///
///     let device = try DeviceSource().device("fake_manila")      // also manila, FakeManilaV2, props.json
public struct DeviceSource: Sendable {
  /// The environment variable that gives the folder of the package's snapshots.
  public static let variable = "QDISTILL_QISKIT_BACKENDS"

  /// The variables of this process.
  var environment = ProcessInfo.processInfo.environment
  /// Programs that are asked for the package, in a virtual environment and in the folders of `PATH`.
  var interpreters = ["python3", "python"]
  /// How long one of them may take.
  var timeLimit = Duration.seconds(5)

  /// A source that looks where this process can look.
  public init() {}

  /// A device by the name of a snapshot, or by its file of properties (Qiskit's `props_NAME.json`), with its configuration beside it
  /// (`conf_NAME.json`), or without.
  ///
  /// - Throws: `FileError` for files, and for a name that no snapshot has, with the nearest one that exists; `InterchangeError` if the
  ///   package is not found.
  public func device(_ nameOrPath: String) throws -> Device {
    try Self.device(of: try files(nameOrPath))
  }

  /// The files that ``device(_:)`` reads: properties, and the configuration if there is one. Of their bytes one can keep a hash, to know
  /// later whether a device was calibrated anew.
  public func paths(_ nameOrPath: String) throws -> [String] {
    let files = try files(nameOrPath)
    return [files.properties] + [files.configuration].compactMap { $0 }
  }

  private func files(_ nameOrPath: String) throws -> Snapshot {
    // What ends like a file or names a folder is one; a name that nothing is called else might be, too.
    if nameOrPath.hasSuffix(".json") || nameOrPath.contains("/") {
      return Self.files(nameOrPath)
    }
    let snapshots = try snapshots()
    let wanted = Self.essence(nameOrPath)
    guard let snapshot = snapshots.first(where: { Self.essence($0.name) == wanted }) else {
      let similar = similarName(to: wanted, in: snapshots.map { Self.essence($0.name) })
      let suggestion =
        snapshots.first { Self.essence($0.name) == similar }
        .map { "did you mean \($0.name)? " } ?? ""
      throw FileError(
        .read, nameOrPath,
        reason: "no device is called so: \(suggestion)known: "
          + snapshots.map(\.name).joined(separator: ", ") + "; or give a file props.json")
    }
    return snapshot.files
  }

  /// The names of the snapshots, ascending.
  ///
  /// - Throws: `InterchangeError` if the package is not found.
  public func names() throws -> [String] { try snapshots().map(\.name) }

  /// A device's files in the package.
  private struct Snapshot {
    /// What it is called, if not what its file says.
    let name: String?
    let properties: String
    let configuration: String?
  }

  private func snapshots() throws -> [(name: String, files: Snapshot)] {
    let folder = try folder()
    func contents(_ folder: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
    let snapshots = contents(folder).flatMap { device in
      contents("\(folder)/\(device)").compactMap { file -> (name: String, files: Snapshot)? in
        guard file.hasPrefix("props_"), file.hasSuffix(".json") else { return nil }
        let path = "\(folder)/\(device)/\(file)"
        let name = "fake_" + file.dropFirst(6).dropLast(5)
        return (
          name,
          Snapshot(
            name: name, properties: path, configuration: Self.configuration(for: path))
        )
      }
    }
    guard !snapshots.isEmpty else {
      throw InterchangeError(
        folder,
        "it has no snapshots of devices (NAME/props_NAME.json): "
          + "pip install --upgrade qiskit-ibm-runtime, or give a file props.json")
    }
    return snapshots
  }

  private func folder() throws -> String {
    if let folder = environment[Self.variable], !folder.isEmpty { return folder }
    let packages = PythonPackage.folders(
      of: "qiskit_ibm_runtime", environment: environment, interpreters: interpreters,
      timeLimit: timeLimit)
    guard let package = packages.first else {
      throw InterchangeError(
        "devices by name",
        "the Python package with their calibrations is not found: pip install qiskit-ibm-runtime, or give its folder "
          + "fake_provider/backends in \(Self.variable), or a file props.json",
        isOfMissingProgram: true)
    }
    return "\(package)/fake_provider/backends"
  }

  /// What is left of a name when what names of one device differ in is taken off: `manila` of `FakeManilaV2` and `ibmq_manila`.
  static func essence(_ name: String) -> String {
    var rest = name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    for prefix in ["fake", "ibmq", "ibm"] where rest.hasPrefix(prefix) && rest.count > prefix.count
    {
      rest.removeFirst(prefix.count)
    }
    for (suffix, short) in [("v2", ""), ("backend", ""), ("alternative", "alt")]
    where rest.hasSuffix(suffix) && rest.count > suffix.count {
      rest = rest.dropLast(suffix.count) + short
    }
    return rest
  }
}

extension DeviceSource {
  private static func files(_ path: String) -> Snapshot {
    let stem = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    return Snapshot(
      name: stem.hasPrefix("props_") ? String(stem.dropFirst(6)) : nil, properties: path,
      configuration: configuration(for: path))
  }

  private static func device(of files: Snapshot) throws(FileError) -> Device {
    let properties = try readCalibration(
      PropertiesFile.self, of: files.properties,
      remedy: "give a file of backend properties, such as a downloaded props.json")
    let configuration = try files.configuration.map { path throws(FileError) in
      try readCalibration(
        ConfigurationFile.self, of: path,
        remedy: "it should be the backend's configuration; without such a file gates are taken "
          + "from the properties")
    }
    var reader = CalibrationReader(files.properties, properties, configuration)
    return try reader.device(named: files.name ?? properties.backend_name ?? "device")
  }

  /// The configuration beside a file of properties: `conf_NAME.json` of `props_NAME.json`, `conf_cambridge.json` also of
  /// `props_cambridge_alt.json`; beside another name `conf.json`, or the only `conf_*.json` there is.
  static func configuration(for properties: String) -> String? {
    let folder = (properties as NSString).deletingLastPathComponent
    let path = folder.isEmpty ? "." : folder
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasPrefix("conf") && $0.hasSuffix(".json") }
    let name = (properties as NSString).lastPathComponent
    if name.hasPrefix("props_") {
      let file = "conf_" + name.dropFirst(6)
      if files.contains(file) { return "\(path)/\(file)" }
      let base = files.filter { $0.hasPrefix("conf_") && file.hasPrefix($0.dropLast(5) + "_") }
      return base.count == 1 ? "\(path)/\(base[0])" : nil
    }
    if files.contains("conf.json") { return "\(path)/conf.json" }
    let others = files.filter { $0.hasPrefix("conf_") }
    return others.count == 1 ? "\(path)/\(others[0])" : nil
  }
}
