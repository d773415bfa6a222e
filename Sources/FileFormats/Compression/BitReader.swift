/// Reads a file's bits from the lowest bit of each byte on, as DEFLATE packs them.
///
/// Beyond the end there are zeros, so that looking ahead needs no care; ``isBeyondEnd`` says whether some of
/// them were taken.
struct BitReader {
  /// The next bits, the first one lowest.
  private(set) var bits: UInt64 = 0
  /// How many of them there are.
  private(set) var count = 0
  /// The next byte that is not among them; beyond `end`, how many zeros were added.
  private var position: Int
  private let end: Int

  init(from start: Int, to end: Int) {
    position = start
    self.end = end
  }

  /// Makes sure that there are 56 bits at least.
  @inline(__always)
  mutating func refill(_ bytes: UnsafeRawBufferPointer) {
    if position + 8 <= end {
      let next = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      bits |= next &<< UInt64(truncatingIfNeeded: count)
      position += (63 - count) >> 3
      count |= 56
    } else {
      while count <= 56 {
        if position < end { bits |= UInt64(bytes[position]) &<< UInt64(truncatingIfNeeded: count) }
        position += 1
        count += 8
      }
    }
  }

  /// Passes bits that are there.
  @inline(__always)
  mutating func skip(_ bitCount: Int) {
    bits &>>= UInt64(truncatingIfNeeded: bitCount)
    count -= bitCount
  }

  /// Takes bits that are there.
  @inline(__always)
  mutating func take(_ bitCount: Int) -> Int {
    let taken = Int(truncatingIfNeeded: bits & (1 &<< UInt64(truncatingIfNeeded: bitCount) &- 1))
    skip(bitCount)
    return taken
  }

  /// Whether more bits were taken than the file has.
  @inline(__always)
  var isBeyondEnd: Bool { position - count >> 3 > end }

  /// The byte after the last one that bits were taken from.
  var bytePosition: Int { position - count >> 3 }

  /// Goes on at a whole byte.
  mutating func move(to position: Int) {
    self.position = position
    (bits, count) = (0, 0)
  }
}
