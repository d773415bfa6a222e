/// What a `.npy` file says of its array: a Python dictionary such as
/// `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }`.
struct NPYHeader {
  let element: StoredElement
  let isBigEndian: Bool
  let isFortranOrder: Bool
  let shape: [Int]
}

/// Reads the header of a `.npy` file.
struct NPYHeaderParser: HeaderReader {
  static let title = "header"
  /// A space, a tab and the end of a line.
  static let spaces: [UInt8] = [0x20, 0x09, 0x0a]

  var cursor: ByteCursor
  let contents: FileContents

  init(_ contents: FileContents, from start: Int, to end: Int) {
    self.contents = contents
    cursor = ByteCursor(contents, from: start, to: end)
  }

  mutating func header() throws(FileError) -> NPYHeader {
    var type: (element: StoredElement, isBigEndian: Bool)?
    var (isFortranOrder, shape): (Bool?, [Int]?) = (nil, nil)
    try expect("{")
    while !passes("}") {
      let start = cursor.position
      let key = try text()
      try expect(":")
      switch key {
      case "descr" where type == nil: type = try elementType()
      case "fortran_order" where isFortranOrder == nil: isFortranOrder = try truth()
      case "shape" where shape == nil: shape = try sizes()
      default:
        throw contents.error(at: start, "'\(key)' does not belong into the header, or not twice")
      }
      guard passes(",") else {
        try expect("}")
        break
      }
    }
    guard let type, let isFortranOrder, let shape else {
      throw contents.error("the header lacks one of 'descr', 'fortran_order' and 'shape'")
    }
    skipSpaces()
    guard cursor.isAtEnd else { throw unexpected("the header's end") }
    return NPYHeader(
      element: type.element, isBigEndian: type.isBigEndian, isFortranOrder: isFortranOrder,
      shape: shape)
  }

  /// The type of an element, such as `'<f8'`.
  private mutating func elementType() throws(FileError) -> (StoredElement, Bool) {
    skipSpaces()
    let start = cursor.position
    if cursor.peek == UInt8(ascii: "[") || cursor.peek == UInt8(ascii: "(") {
      throw contents.error(
        at: start, "it is a structured array, with named columns; save one plain array for each")
    }
    let text = try text()
    func refused(_ reason: String) -> FileError {
      contents.error(at: start, "its elements are \(reason) ('\(text)')")
    }
    guard let order = text.first, "<>|=".contains(order), let kind = text.dropFirst().first else {
      throw refused("of an unknown type")
    }
    let isBigEndian = order == ">"
    switch kind {
    case "O": throw refused("Python objects, a pickle, not numbers")
    case "c": throw refused("complex numbers; save the real and the imaginary part")
    case "M", "m": throw refused("dates or times; save numbers")
    case "V": throw refused("structures or raw bytes, not numbers")
    default: break
    }
    let digits = text.dropFirst(2)
    guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let size = Int(digits) else {
      throw refused("of an unknown type")
    }
    switch (kind, size) {
    case ("U", 1...): return (.scalars(size), isBigEndian)
    case ("S", 1...), ("a", 1...): return (.bytes(size), isBigEndian)
    case ("U", _), ("S", _), ("a", _): throw refused("texts without characters")
    case ("f", 10...): throw refused("of extended precision; save them as float64")
    default:
      let types: [String: ElementType] = [
        "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8,
        "u2": .uint16, "u4": .uint32, "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
      ]
      guard let type = types["\(kind)\(size)"] else { throw refused("of an unknown type") }
      return (.number(type), isBigEndian)
    }
  }

  /// A text between single or double quotes. Types and keys need no escapes.
  private mutating func text() throws(FileError) -> String {
    skipSpaces()
    guard let quote = cursor.peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      throw unexpected("a text")
    }
    cursor.skip(1)
    var bytes: [UInt8] = []
    while let byte = cursor.peek, byte != quote {
      guard (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\\") && bytes.count < 100 else {
        throw unexpected("the end of a text")
      }
      bytes.append(byte)
      cursor.skip(1)
    }
    guard cursor.peek == quote else { throw unexpected("the end of a text") }
    cursor.skip(1)
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func truth() throws(FileError) -> Bool {
    if passes("True") { return true }
    if passes("False") { return false }
    throw unexpected("True or False")
  }

  /// The sizes of the dimensions: a tuple.
  private mutating func sizes() throws(FileError) -> [Int] {
    try expect("(")
    var sizes: [Int] = []
    while !passes(")") {
      sizes.append(try size())
      guard sizes.count <= NDArray.maximumDimensionCount else {
        throw unexpected("no more than \(NDArray.maximumDimensionCount) dimensions")
      }
      guard passes(",") else {
        // (3) is a number in Python, and no tuple.
        guard sizes.count > 1 else { throw unexpected("a comma") }
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func size() throws(FileError) -> Int {
    skipSpaces()
    guard let size = cursor.decimalInteger() else { throw unexpected("a size") }
    // Python 2 wrote long integers so.
    _ = passes("L")
    return size
  }
}
