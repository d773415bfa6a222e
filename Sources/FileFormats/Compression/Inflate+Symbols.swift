extension Inflate {
  /// Why the loop over symbols stopped.
  private enum Stop {
    case endOfBlock, noRoom, noCode, farDistance, endOfInput
  }

  /// A block of literals, and of copies of what came out before.
  mutating func expandSymbols(_ codes: Codes) throws(FileError) {
    while true {
      while output.count - count < Self.slack { grow() }
      let stop = expandUntilFull(codes)
      if reader.isBeyondEnd { throw endsTooEarly() }
      if count > limit { throw tooLarge() }
      switch stop {
      case .endOfBlock: return
      case .noRoom: continue
      case .noCode: throw error("bits that no code stands for")
      case .farDistance: throw error("a copy from before the beginning")
      case .endOfInput: throw endsTooEarly()
      }
    }
  }

  /// Goes on as long as there is room for any symbol.
  private mutating func expandUntilFull(_ codes: Codes) -> Stop {
    // Locals stay in registers.
    var (reader, count) = (self.reader, self.count)
    let last = output.count - Self.slack
    defer {
      self.reader = reader
      self.count = count
    }
    return contents.bytes.withUnsafeBytes { input in
      codes.literals.entries.withUnsafeBufferPointer { literals in
        codes.distances.entries.withUnsafeBufferPointer { distances in
          output.withUnsafeMutableBytes { output in
            let (literalBits, literalBits2) = (
              codes.literals.bitCount, codes.literals.secondBitCount
            )
            let (distanceBits, distanceBits2) = (
              codes.distances.bitCount, codes.distances.secondBitCount
            )
            while count <= last {
              reader.refill(input)
              // A code, its extra bits, a distance's code and its extra bits take 15 + 5 + 15 + 13 = 48 bits.
              var entry = lookup(literals, literalBits, literalBits2, reader.bits)
              while entry.kind == HuffmanTable.Entry.literal && count < last
                && reader.count - entry.length >= 48
              {
                reader.skip(entry.length)
                output[count] = UInt8(truncatingIfNeeded: entry.value)
                count += 1
                entry = lookup(literals, literalBits, literalBits2, reader.bits)
              }
              if entry.length == 0 { return .noCode }
              reader.skip(entry.length)
              if entry.kind == HuffmanTable.Entry.literal {
                output[count] = UInt8(truncatingIfNeeded: entry.value)
                count += 1
                continue
              }
              if entry.kind == HuffmanTable.Entry.endOfBlock { return .endOfBlock }
              if entry.kind == Self.meaningless { return .noCode }
              let length = entry.value + reader.take(Int(entry.kind))
              entry = lookup(distances, distanceBits, distanceBits2, reader.bits)
              if entry.length == 0 || entry.kind == Self.meaningless { return .noCode }
              reader.skip(entry.length)
              let distance = entry.value + reader.take(Int(entry.kind))
              if distance > count { return .farDistance }
              copy(output, from: count - distance, to: count, length: length)
              count += length
              if reader.isBeyondEnd { return .endOfInput }
            }
            return .noRoom
          }
        }
      }
    }
  }
}

/// The entry of the code that the bits begin with.
@inline(__always)
private func lookup(
  _ entries: UnsafeBufferPointer<HuffmanTable.Entry>, _ bitCount: Int, _ secondBitCount: Int,
  _ bits: UInt64
) -> HuffmanTable.Entry {
  let entry = entries[Int(truncatingIfNeeded: bits) & (1 &<< bitCount &- 1)]
  guard entry.kind == HuffmanTable.Entry.secondPart else { return entry }
  let rest = Int(truncatingIfNeeded: bits &>> UInt64(truncatingIfNeeded: bitCount))
  return entries[entry.value + rest & (1 &<< secondBitCount &- 1)]
}

/// Copies bytes that may overlap with themselves: what was copied is copied again. Up to 7 more are written.
@inline(__always)
private func copy(
  _ output: UnsafeMutableRawBufferPointer, from source: Int, to target: Int, length: Int
) {
  if target - source >= 8 {
    var done = 0
    while done < length {
      let word = output.loadUnaligned(fromByteOffset: source + done, as: UInt64.self)
      output.storeBytes(of: word, toByteOffset: target + done, as: UInt64.self)
      done += 8
    }
  } else {
    for index in 0..<length { output[target + index] = output[source + index] }
  }
}
