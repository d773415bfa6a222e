/// A named stream of random numbers, drawn from one seed.
///
/// All randomness of an experiment comes from streams such as `RandomStream(seed: 3, name: "batches")`:
/// the same seed and name give the same bits on every machine, and two names give independent streams, so
/// that drawing more from one never shifts another. (Normal numbers go through the platform's logarithm
/// and cosine, whose last bit may differ between C libraries.)
///
/// The generator is xoshiro256++ (Blackman and Vigna, *Scrambled linear pseudorandom number
/// generators*, 2021); its state is filled by SplitMix64 from the seed and the FNV-1a hash of the name.
public struct RandomStream: RandomNumberGenerator, Sendable, Hashable {
  private var s0, s1, s2, s3: UInt64

  /// The stream called `name` of the experiment with this `seed`.
  public init(seed: UInt64, name: String) {
    var seeds = SplitMix64(state: seed)
    var mixer = SplitMix64(state: seeds.next() ^ fnv1a(name))
    self.init(state: (mixer.next(), mixer.next(), mixer.next(), mixer.next()))
  }

  /// One of many streams that have a key in common, by its number.
  public init(key: UInt64, number: UInt64) {
    var numbers = SplitMix64(state: number)
    var mixer = SplitMix64(state: key ^ numbers.next())
    self.init(state: (mixer.next(), mixer.next(), mixer.next(), mixer.next()))
  }

  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    (s0, s1, s2, s3) = state
  }

  /// Another stream that depends on this one as it is now, and on the name; this one goes on as if nothing had happened.
  public func forked(name: String) -> RandomStream {
    var copy = self
    return RandomStream(seed: copy.next(), name: name)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let result = (s0 &+ s3).rotated(left: 23) &+ s0
    let t = s1 &<< 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = s3.rotated(left: 45)
    return result
  }
}

/// As its four words of state: decoded, a stream goes on where it was.
extension RandomStream: Codable {
  /// Decodes a stream.
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    self.init(
      state: (
        try container.decode(UInt64.self), try container.decode(UInt64.self),
        try container.decode(UInt64.self), try container.decode(UInt64.self)
      ))
  }

  /// Encodes the stream's state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for word in [s0, s1, s2, s3] { try container.encode(word) }
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014), the seeding generator that xoshiro's authors recommend.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z &>> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z &>> 31)
  }
}

/// The 64-bit FNV-1a hash of the text's UTF-8 bytes: unlike `Hasher`, the same in every process.
func fnv1a(_ text: String) -> UInt64 {
  text.utf8.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}

extension UInt64 {
  fileprivate func rotated(left count: UInt64) -> UInt64 {
    (self &<< count) | (self &>> (64 &- count))
  }
}
