/// Cyclic checksums of 32 bits, eight bytes at a time (Kounavis and Berry, *A Systematic Approach to Building High
/// Performance Software-Based CRC Generators*, 2005).
public enum Checksum {
  /// For each of the eight places that a byte may have, what each byte adds there.
  private static func table(polynomial: UInt32) -> [UInt32] {
    var table: [UInt32] = []
    for byte in UInt32(0)..<256 {
      var rest = byte
      for _ in 0..<8 { rest = rest >> 1 ^ (rest & 1 == 1 ? polynomial : 0) }
      table.append(rest)
    }
    for index in 256..<8 * 256 {
      let before = table[index - 256]
      table.append(before >> 8 ^ table[Int(before & 0xff)])
    }
    return table
  }

  private static let ieee = table(polynomial: 0xedb8_8320)
  private static let castagnoli = table(polynomial: 0x82f6_3b78)

  /// The checksum of gzip files and zip archives: CRC-32 (RFC 1952, section 8).
  static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 { checksum(bytes, ieee) }

  /// The checksum of TFRecord files: CRC-32C (Castagnoli; RFC 3720, appendix B.4).
  public static func crc32c(_ bytes: ArraySlice<UInt8>) -> UInt32 { checksum(bytes, castagnoli) }

  private static func checksum(_ bytes: ArraySlice<UInt8>, _ table: [UInt32]) -> UInt32 {
    var rest = ~UInt32(0)
    bytes.withUnsafeBytes { bytes in
      table.withUnsafeBufferPointer { table in
        func added(_ word: UInt32, _ place: Int) -> UInt32 {
          let low = table[place << 8 + Int(word & 0xff)]
          let low2 = table[(place - 1) << 8 + Int(word >> 8 & 0xff)]
          let high2 = table[(place - 2) << 8 + Int(word >> 16 & 0xff)]
          return low ^ low2 ^ high2 ^ table[(place - 3) << 8 + Int(word >> 24)]
        }
        var position = 0
        while position + 8 <= bytes.count {
          let low = bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)
          let high = bytes.loadUnaligned(fromByteOffset: position + 4, as: UInt32.self)
          rest = added(UInt32(littleEndian: low) ^ rest, 7) ^ added(UInt32(littleEndian: high), 3)
          position += 8
        }
        for byte in bytes[position...] {
          rest = rest >> 8 ^ table[Int(rest & 0xff ^ UInt32(byte))]
        }
      }
    }
    return ~rest
  }
}
