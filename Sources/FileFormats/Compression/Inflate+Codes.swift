extension Inflate {
  /// The two codes of a block: for literals and lengths, and for distances.
  struct Codes {
    let literals: HuffmanTable
    let distances: HuffmanTable

    init(literals: ArraySlice<UInt8>, distances: ArraySlice<UInt8>) throws(HuffmanTable.Flaw) {
      self.literals = try HuffmanTable(
        lengths: literals, bitCount: 11, allowsSingle: true, entry: Inflate.literalEntry)
      self.distances = try HuffmanTable(
        lengths: distances, bitCount: 8, allowsSingle: true, entry: Inflate.distanceEntry)
    }
  }

  /// The codes that are not stored (RFC 1951, section 3.2.6).
  static let fixedCodes: Codes = {
    let literals: [UInt8] =
      Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
      + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
    // These are complete codes.
    return try! Codes(literals: literals[...], distances: Array(repeating: 5, count: 32)[...])
  }()

  /// What a symbol of the first code means (section 3.2.5). Symbols without a meaning are no codes.
  private static func literalEntry(_ symbol: Int) -> HuffmanTable.Entry {
    switch symbol {
    case ..<256: return .init(kind: HuffmanTable.Entry.literal, value: symbol)
    case 256: return .init(kind: HuffmanTable.Entry.endOfBlock, value: 0)
    case 257..<265: return .init(kind: 0, value: symbol - 254)
    case 265..<285:
      let extra = (symbol - 261) >> 2
      return .init(kind: UInt32(extra), value: 3 + (4 + (symbol - 261) & 3) << extra)
    case 285: return .init(kind: 0, value: 258)
    default: return .init(kind: meaningless, value: 0)
    }
  }

  /// What a symbol of the second code means.
  private static func distanceEntry(_ symbol: Int) -> HuffmanTable.Entry {
    switch symbol {
    case ..<4: return .init(kind: 0, value: symbol + 1)
    case ..<30:
      let extra = symbol >> 1 - 1
      return .init(kind: UInt32(extra), value: 1 + (2 + symbol & 1) << extra)
    default: return .init(kind: meaningless, value: 0)
    }
  }

  /// A kind for symbols that have codes but no meaning.
  static let meaningless: UInt32 = 0x1f

  /// The order in which the lengths of the code for lengths are stored.
  private static let lengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// Reads the codes of a block (section 3.2.7).
  mutating func readCodes() throws(FileError) -> Codes {
    let literalCount = reader.take(5) + 257
    let distanceCount = reader.take(5) + 1
    let lengthCount = reader.take(4) + 4
    guard literalCount <= 286 && distanceCount <= 30 else { throw error("too many symbols") }
    var lengthLengths = [UInt8](repeating: 0, count: 19)
    for index in 0..<lengthCount {
      refill()
      lengthLengths[Self.lengthOrder[index]] = UInt8(reader.take(3))
    }
    do throws(HuffmanTable.Flaw) {
      let table = try HuffmanTable(lengths: lengthLengths[...], bitCount: 7, allowsSingle: false) {
        .init(kind: 0, value: $0)
      }
      let lengths = try readLengths(table, count: literalCount + distanceCount)
      if lengths[256] == 0 { throw .endless }
      return try Codes(literals: lengths[..<literalCount], distances: lengths[literalCount...])
    } catch {
      throw self.error(error.rawValue)
    }
  }

  /// The lengths of both codes, themselves in a code.
  private mutating func readLengths(
    _ table: HuffmanTable, count: Int
  ) throws(HuffmanTable.Flaw) -> [UInt8] {
    var lengths: [UInt8] = []
    while lengths.count < count {
      refill()
      let entry = table.entries[Int(reader.bits & 0x7f)]
      reader.skip(entry.length)
      switch entry.value {
      case ..<16: lengths.append(UInt8(entry.value))
      case 16:
        guard let last = lengths.last else { throw .wrongCount }
        lengths += repeatElement(last, count: 3 + reader.take(2))
      case 17: lengths += repeatElement(0, count: 3 + reader.take(3))
      default: lengths += repeatElement(0, count: 11 + reader.take(7))
      }
    }
    if lengths.count > count || reader.isBeyondEnd { throw .wrongCount }
    return lengths
  }
}
