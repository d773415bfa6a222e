import Foundation

/// Reads a file of golden values, `Golden/<name>.json` in a test target's bundle.
public func golden<Contents: Decodable>(
  _ name: String, as type: Contents.Type, in bundle: Bundle
) throws -> Contents {
  let file = bundle.bundleURL.appending(path: "Golden/\(name).json")
  // Values that a script has made just now stand for those that are committed.
  if let folder = ProcessInfo.processInfo.environment["QDISTILL_NEW_GOLDEN"] {
    let new = URL(filePath: folder).appending(path: file.lastPathComponent)
    if FileManager.default.fileExists(atPath: new.path) {
      return try JSONDecoder().decode(type, from: Data(contentsOf: new))
    }
  }
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}
