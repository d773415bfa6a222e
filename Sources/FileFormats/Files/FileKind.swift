/// What a file is, by its first bytes: names say little, and messages are better for it.
enum FileKind: String, CaseIterable, Sendable {
  case npy = "a .npy array"
  case zip = "a zip archive (.npz?)"
  case gzip = "a gzip file"
  case pickle =
    "a Python pickle, which may hold anything; save the numbers with numpy.save or as CSV"
  case hdf5 = "an HDF5 file"
  case parquet = "a Parquet file"
  case idx = "an IDX file"
  case utf16 = "UTF-16 text; save it as UTF-8"

  /// How a `.npy` array begins.
  static let npyMagic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// What these bytes begin; `nil` if it is nothing that is known here.
  init?(_ bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(8))
    guard let kind = Self.allCases.first(where: { $0.begins(start) }) else { return nil }
    self = kind
  }

  private func begins(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .npy: bytes.starts(with: Self.npyMagic)
    case .zip:
      bytes.starts(with: Array("PK\u{3}\u{4}".utf8))
        || bytes.starts(with: Array("PK\u{5}\u{6}".utf8))
    case .gzip: bytes.starts(with: [0x1f, 0x8b])
    // A protocol, from 2 on, and a frame or one of the usual first operations.
    case .pickle:
      bytes.count > 2 && bytes[0] == 0x80 && (2...5).contains(bytes[1])
        && ([0x95] + Array("}]()ckC".utf8)).contains(bytes[2])
    case .hdf5: bytes.starts(with: [0x89] + Array("HDF\r\n".utf8))
    // Text may begin like that too, but does not go on with this byte.
    case .parquet: bytes.starts(with: Array("PAR1\u{15}".utf8))
    case .idx:
      bytes.count > 3 && bytes[0] == 0 && bytes[1] == 0 && (8...14).contains(bytes[2])
        && bytes[3] > 0
    case .utf16: bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff])
    }
  }
}
