import Foundation
import TestSupport

@testable import FileFormats

/// Files of other packages, and what is in them.
struct GoldenFiles: Decodable {
  struct Array: Decodable {
    let name: String
    let file: Data
    let shape: [Int]
    let reals: [UInt64]?
    let integers: [Int64]?
    let bytes: [UInt8]?
    let texts: [String]?

    var contents: FileContents { FileContents(name: name, bytes: [UInt8](file)) }

    /// Whether an array is this one, bit for bit.
    func isSame(_ array: NDArray) -> Bool {
      guard array.shape == shape else { return false }
      switch array.elements {
      case .reals(let numbers): return numbers.map(\.bitPattern) == reals
      case .integers(let numbers): return numbers == integers
      case .bytes(let numbers): return numbers == bytes
      case .texts(let texts): return texts == self.texts
      }
    }
  }

  struct Rejected: Decodable {
    let name: String
    let file: Data
    let reason: String
  }

  struct Archive: Decodable {
    let name: String
    let file: Data
    let arrays: [Array]
  }

  struct Compressed: Decodable {
    let name: String
    let file: Data
    let contents: Data
  }

  struct Tensors: Decodable {
    let file: Data
    let metadata: [String: String]
    let arrays: [Array]
  }

  struct Written: Decodable {
    let npy: Data
    let npyLabels: Data
    let safetensors: Data
  }

  let npy: [Array]
  let rejectedNPY: [Rejected]
  let npz: [Archive]
  let gzip: [Compressed]
  let idx: [Array]
  let safetensors: Tensors
  let written: Written

  static func load() throws -> GoldenFiles {
    try golden("files", as: GoldenFiles.self, in: .module)
  }
}

/// What an action says of bad contents.
func reason(_ action: () throws -> Void) -> String {
  do {
    try action()
    return "nothing is wrong"
  } catch let error as FileError {
    return error.action == .understand ? error.description : "no bad contents: \(error)"
  } catch {
    return "another error: \(error)"
  }
}
