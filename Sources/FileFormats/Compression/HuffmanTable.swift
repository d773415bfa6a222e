/// A prefix code of DEFLATE (RFC 1951, section 3.2.2) as a table: the next bits of the input are an index.
///
/// Codes longer than the table's bits have their other bits looked up in a second part of the table, one
/// for each beginning.
struct HuffmanTable {
  /// What a code stands for, and how long it is.
  struct Entry {
    /// From the lowest bit: 8 bits for the code's length (0: there is no such code), 8 for the number of extra
    /// bits or a flag, 16 for the value.
    let bits: UInt32

    static let literal: UInt32 = 0x80
    static let endOfBlock: UInt32 = 0x40
    static let secondPart: UInt32 = 0x20

    init(length: Int = 0, kind: UInt32, value: Int) {
      bits = UInt32(value) << 16 | kind << 8 | UInt32(length)
    }

    func with(length: Int) -> Entry {
      Entry(length: length, kind: kind, value: value)
    }

    /// How many bits the code has.
    @inline(__always) var length: Int { Int(bits & 0xff) }
    /// The number of extra bits, or a flag.
    @inline(__always) var kind: UInt32 { bits >> 8 & 0xff }
    /// A literal, the least length or distance, or where the second part begins.
    @inline(__always) var value: Int { Int(bits >> 16) }
  }

  /// What is wrong with a code.
  enum Flaw: String, Error {
    case overfull = "more codes than there is room for"
    case incomplete = "bits that no code stands for"
    case wrongCount = "more or fewer codes than there should be"
    case endless = "no code for the end of a block"
  }

  /// The longest code.
  static let maximumLength = 15

  /// How many bits are looked up first.
  let bitCount: Int
  /// How many bits are looked up in a second part.
  let secondBitCount: Int
  private(set) var entries: [Entry]

  /// The table of the code whose symbols have these lengths; 0 for those that it does not have.
  ///
  /// - Parameter allowsSingle: Whether a code may consist of one symbol of one bit, or of none.
  init(
    lengths: ArraySlice<UInt8>, bitCount: Int, allowsSingle: Bool, entry: (Int) -> Entry
  ) throws(Flaw) {
    var counts = Array(repeating: 0, count: Self.maximumLength + 1)
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var room = 1
    for count in counts.dropFirst() {
      room = 2 * room - count
      if room < 0 { throw .overfull }
    }
    let longest = counts.lastIndex { $0 > 0 } ?? 0
    if room > 0 && !(allowsSingle && longest <= 1) { throw .incomplete }

    self.bitCount = bitCount
    secondBitCount = max(0, longest - bitCount)
    entries = Array(repeating: Entry(kind: 0, value: 0), count: 1 << bitCount)
    // The first code of each length.
    var next = Array(repeating: 0, count: Self.maximumLength + 2)
    for length in 1...Self.maximumLength { next[length + 1] = (next[length] + counts[length]) << 1 }
    for (symbol, length) in zip(0..., lengths) where length > 0 {
      let length = Int(length)
      insert(entry(symbol).with(length: length), code: next[length], length: length)
      next[length] += 1
    }
  }

  /// Puts an entry wherever the index begins with the code. Codes are read from their highest bit on, but
  /// the input from its lowest: so the code is reversed.
  private mutating func insert(_ entry: Entry, code: Int, length: Int) {
    let reversed = Int(UInt16(code).bitsReversed >> UInt16(16 - length))
    guard length > bitCount else {
      for index in stride(from: reversed, to: 1 << bitCount, by: 1 << length) {
        entries[index] = entry
      }
      return
    }
    let beginning = reversed & (1 << bitCount - 1)
    if entries[beginning].length == 0 {
      entries[beginning] = Entry(length: bitCount, kind: Entry.secondPart, value: entries.count)
      entries += repeatElement(Entry(kind: 0, value: 0), count: 1 << secondBitCount)
    }
    let start = entries[beginning].value
    for index in stride(
      from: reversed >> bitCount, to: 1 << secondBitCount, by: 1 << (length - bitCount))
    {
      entries[start + index] = entry
    }
  }
}

extension UInt16 {
  fileprivate var bitsReversed: UInt16 {
    (0..<16).reduce(0) { $0 | (self >> UInt16($1) & 1) << UInt16(15 - $1) }
  }
}
