import Foundation

extension PythonPackage {
  /// The folders of a package that is installed for one of these interpreters: the first that has it. They are looked for in an active
  /// virtual environment, and then in the folders of `PATH`.
  static func folders(
    of package: String, environment: [String: String], interpreters: [String], timeLimit: Duration
  ) -> [String] {
    let virtual = environment["VIRTUAL_ENV"].flatMap { $0.isEmpty ? nil : ["\($0)/bin"] } ?? []
    let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    for interpreter in interpreters {
      // What the environment does not have, the interpreter may that would be called without it.
      for places in [virtual, path] {
        let program = places.map { "\($0)/\(interpreter)" }
          .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let program else { continue }
        let folders = folders(of: package, interpreter: program, timeLimit: timeLimit)
        if !folders.isEmpty { return folders }
      }
    }
    return []
  }
}
