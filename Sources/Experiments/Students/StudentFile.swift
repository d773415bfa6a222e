import Crypto
import Datasets
import FileFormats
import Foundation

/// The contents of `model.json`.
struct StudentFile: Codable {
  var format = SavedStudent.format
  var name: String
  var inputCount: Int
  var featureNames: [String]?
  var labelName: String?
  var classNames: [String]
  var transforms: TransformChain?
  var layers: [LayerPlan]
  /// How qubits are numbered. Every version says the same, for whoever reads the file without this package.
  var bitOrder = StudentFile.bitOrder
  var parameters: ParameterFile
  var training: StudentTraining
  var samples: [SavedStudent.Sample]
  /// See ``hash(ofContents:stating:)``.
  var contentsSHA256 = ""

  struct ParameterFile: Codable {
    let file: String
    let count: Int
    let sha256: String
  }

  static let bitOrder = "qubit 0 is the least significant bit of a basis state's index"

  /// The file's bytes, with their hash.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var file = self
    file.contentsSHA256 = ""
    file.contentsSHA256 = Self.hash(ofContents: Array(try encoder.encode(file)), stating: "")
    return Array(try encoder.encode(file)) + Array("\n".utf8)
  }

  /// The SHA-256 of a file's canonical contents, in hexadecimal: its text without white space between values, and
  /// with `"contentsSHA256":""` where it states the hash.
  static func hash(ofContents json: [UInt8], stating hash: String) -> String {
    let canonical = withoutWhiteSpace(json)
    let stated = Array("\"contentsSHA256\":\"\(hash)\"".utf8)
    guard let range = canonical.firstRange(of: stated) else {
      return SHA256.hash(data: canonical).hexadecimal
    }
    var hasher = SHA256()
    hasher.update(data: canonical[..<range.lowerBound])
    hasher.update(data: Array("\"contentsSHA256\":\"\"".utf8))
    hasher.update(data: canonical[range.upperBound...])
    return hasher.finalize().hexadecimal
  }

  private static func withoutWhiteSpace(_ json: [UInt8]) -> [UInt8] {
    var (isInText, isEscaped) = (false, false)
    return json.filter { byte in
      if isInText {
        let isQuote = byte == UInt8(ascii: "\"") && !isEscaped
        isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        if isQuote { isInText = false }
        return true
      }
      if byte == UInt8(ascii: "\"") { isInText = true }
      return ![0x20, 0x09, 0x0a, 0x0d].contains(byte)
    }
  }
}

extension StudentFile {
  /// Reads and checks a file, as far as that can be done without making the layers.
  ///
  /// - Throws: `FileError`
  init(_ contents: FileContents) throws(FileError) {
    func error(_ reason: String) -> FileError {
      FileError(badContentsOf: contents.name, reason: reason)
    }
    do {
      let decoder = JSONDecoder()
      let data = Data(contents.bytes)
      // What any version says.
      let heading = try decoder.decode(Heading.self, from: data)
      guard heading.format == SavedStudent.format else {
        throw error("the format is \(heading.format); this version reads \(SavedStudent.format)")
      }
      let hash = heading.contentsSHA256
      guard Self.hash(ofContents: contents.bytes, stating: hash) == hash else {
        throw error("contentsSHA256 is not that of the contents: they were changed")
      }
      self = try decoder.decode(Self.self, from: data)
    } catch let problem as DecodingError {
      throw error(problem.problem)
    } catch let problem as FileError {
      throw problem
    } catch let problem {
      throw error("\(problem)")
    }
    guard bitOrder == Self.bitOrder else {
      throw error("bitOrder: this version knows only \"\(Self.bitOrder)\"")
    }
    guard parameters.file == SavedStudent.parameterFileName else {
      throw error("parameters.file: it must be \(SavedStudent.parameterFileName)")
    }
  }

  private struct Heading: Decodable {
    let format: String
    let contentsSHA256: String
  }
}

extension DecodingError {
  /// What is wrong and where, in one line.
  var problem: String {
    func problem(_ context: Context) -> String {
      let place = [PlanStep](context.codingPath).text
      let text = context.debugDescription.split(separator: "\n").joined(separator: " ")
      return place.isEmpty ? text : "\(place): \(text)"
    }
    switch self {
    case .keyNotFound(let key, let context):
      let place = [PlanStep](context.codingPath + [key]).text
      return "\(place) is missing"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      return "it cannot be read as JSON: it was changed or cut short"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return problem(context)
    @unknown default: return "\(self)"
    }
  }
}
