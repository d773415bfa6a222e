import FileFormats
import Foundation

/// What is read of a `props_NAME.json`, Qiskit's `BackendProperties`.
struct PropertiesFile: Decodable {
  /// A named number with its unit.
  struct Entry: Decodable {
    let name: String
    let unit: String?
    /// `nil` where there is none, or none that is a number.
    let value: Double?

    private enum CodingKeys: CodingKey { case name, unit, value }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      unit = try container.decodeIfPresent(String.self, forKey: .unit)
      // An operational status is true or false; some files have the text "nan".
      if let flag = try? container.decode(Bool.self, forKey: .value) {
        value = flag ? 1 : 0
      } else if let text = try? container.decode(String.self, forKey: .value),
        Double(text)?.isNaN == true
      {
        value = nil
      } else {
        value = try container.decodeIfPresent(Double.self, forKey: .value)
      }
    }
  }

  struct Gate: Decodable {
    let gate: String
    let qubits: [Int]
    let parameters: [Entry]?
  }

  let backend_name: String?
  let last_update_date: String?
  let qubits: [[Entry]]
  let gates: [Gate]
}

/// What is read of a `conf_NAME.json`, Qiskit's `BackendConfiguration`.
struct ConfigurationFile: Decodable {
  let n_qubits: Int
  let basis_gates: [String]
  /// In microseconds.
  let default_rep_delay: Double?
  let max_experiments: Int?
}

/// Reads one of these files.
///
/// - Throws: `FileError`, which names what is missing, or not what it should be, by its place in the file.
func readCalibration<Contents: Decodable>(
  _ type: Contents.Type, of path: String, remedy: String
) throws(FileError) -> Contents {
  let file = try FileContents(of: path, limit: 1 << 26)
  func place(_ keys: [any CodingKey]) -> String {
    keys.reduce("") { text, key in
      key.intValue.map { "\(text)[\($0)]" } ?? (text.isEmpty ? "" : "\(text).") + key.stringValue
    }
  }
  func bad(_ reason: String) -> FileError {
    FileError(badContentsOf: path, reason: "\(reason): \(remedy)")
  }
  do {
    return try JSONDecoder().decode(
      type, from: Data(CalibrationText.withoutSpecialNumbers(file.bytes)))
  } catch DecodingError.keyNotFound(let key, let context) {
    throw bad("there is no \"\(place(context.codingPath + [key]))\"")
  } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context) {
    throw bad("\"\(place(context.codingPath))\" is not of the kind that it must be")
  } catch {
    throw bad("it is no JSON, or was cut short")
  }
}
