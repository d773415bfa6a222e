extension Safetensors {
  /// Writes the arrays whole or not at all. The same arrays give the same bytes.
  ///
  /// - Precondition: no array holds texts, and none is called `__metadata__`.
  /// - Throws: `FileError`
  public func write(to path: String, reals precision: RealPrecision = .double) throws(FileError) {
    var writer = try OutputFile.Writer(path)
    let ordered = ordered(precision)
    try writer.write(header(ordered, precision))
    for (_, array) in ordered { try writer.write(array.storedBytes(precision)) }
    try writer.finish()
  }

  /// The bytes of a file: real numbers as F64 or F32, whole ones as I64, bytes as U8.
  ///
  /// - Precondition: no array holds texts, and none is called `__metadata__`.
  public func encode(reals precision: RealPrecision = .double) -> [UInt8] {
    let ordered = ordered(precision)
    return ordered.reduce(into: header(ordered, precision)) { bytes, entry in
      bytes += entry.array.storedBytes(precision)
    }
  }

  /// The largest elements first, so that all are aligned, and then by name: as the reference implementation
  /// has them.
  private func ordered(_ precision: RealPrecision) -> [(name: String, array: NDArray)] {
    arrays.map { (name: $0.key, array: $0.value) }.sorted { left, right in
      let (leftRank, rightRank) = (left.array.rank(precision), right.array.rank(precision))
      return leftRank == rightRank
        ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : leftRank > rightRank
    }
  }

  private func header(
    _ ordered: [(name: String, array: NDArray)], _ precision: RealPrecision
  ) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }
        .map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      members.append(
        "\(Self.quoted(SafetensorsHeader.metadataKey)):{\(texts.joined(separator: ","))}")
    }
    var position = 0
    for (name, array) in ordered {
      precondition(name != SafetensorsHeader.metadataKey, "an array is called \(name)")
      let type = array.storedType(precision)
      let next = position + array.count * type.size
      let shape = array.shape.map { "\($0)" }.joined(separator: ",")
      members.append(
        "\(Self.quoted(name)):{\"dtype\":\"\(type.name)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(position),\(next)]}")
      position = next
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    text += Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    var header: [UInt8] = []
    header.append(littleEndian: UInt64(text.count))
    return header + text
  }

  /// A text in JSON.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case ..<" ":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

extension NDArray {
  /// How the elements are written.
  fileprivate func storedType(_ precision: RealPrecision) -> (name: String, size: Int) {
    switch elements {
    case .reals: precision == .double ? ("F64", 8) : ("F32", 4)
    case .integers: ("I64", 8)
    case .bytes: ("U8", 1)
    case .texts: preconditionFailure("texts are no tensor")
    }
  }

  /// The order of types in the reference implementation.
  fileprivate func rank(_ precision: RealPrecision) -> Int {
    switch elements {
    case .reals: precision == .double ? 2 : 1
    case .integers: 3
    case .bytes: 0
    case .texts: preconditionFailure("texts are no tensor")
    }
  }

  fileprivate func storedBytes(_ precision: RealPrecision) -> [UInt8] {
    var bytes: [UInt8] = []
    switch elements {
    case .reals(let numbers): bytes.append(numbers, precision)
    case .integers(let numbers): bytes.append(numbers)
    case .bytes(let numbers): bytes = numbers
    case .texts: preconditionFailure("texts are no tensor")
    }
    return bytes
  }
}
