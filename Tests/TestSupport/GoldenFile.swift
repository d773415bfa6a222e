import Foundation

/// Reads a file of golden values, `Golden/<name>.json` in a test target's bundle.
public func golden<Contents: Decodable>(
  _ name: String, as type: Contents.Type, in bundle: Bundle
) throws -> Contents {
  let file = bundle.bundleURL.appending(path: "Golden/\(name).json")
  return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}
