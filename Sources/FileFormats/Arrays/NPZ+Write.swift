extension NPZ {
  /// Writes arrays, not compressed, whole or not at all. The same arrays give the same bytes.
  ///
  /// - Precondition: no name is there twice.
  /// - Throws: `FileError`, also for more than 4 GiB.
  public static func write(
    _ arrays: [(name: String, array: NDArray)], to path: String,
    reals precision: RealPrecision = .double
  ) throws(FileError) {
    precondition(Set(arrays.map(\.name)).count == arrays.count, "two arrays have the same name")
    var writer = try OutputFile.Writer(path)
    var (directory, position) = ([UInt8](), 0)
    for (name, array) in arrays {
      let bytes = NPY.encode(array, reals: precision)
      let name = Array("\(name).npy".utf8)
      guard position + bytes.count + name.count < 1 << 32 - 1 << 16, name.count < 1 << 16,
        directory.count < 1 << 30
      else {
        throw FileError(.write, path, reason: "more than 4 GiB do not fit into one .npz file")
      }
      let description = description(of: bytes, nameLength: name.count)

      var header: [UInt8] = []
      header.append(littleEndian: UInt32(0x0403_4b50))
      header += description + name
      try writer.write(header)
      try writer.write(bytes)

      directory.append(littleEndian: UInt32(0x0201_4b50))
      directory.append(littleEndian: version)
      directory += description
      // No comment, one disk, no attributes.
      directory += Array(repeating: 0, count: 10)
      directory.append(littleEndian: UInt32(position))
      directory += name
      position += header.count + bytes.count
    }
    try writer.write(directory)
    try writer.write(trailer(count: arrays.count, size: directory.count, start: position, path))
    try writer.finish()
  }

  /// The version of the format that readers must know: the first one with UTF-8 is later, but readers know it.
  private static let version: UInt16 = 20

  /// What an entry's header and the directory both say.
  private static func description(of bytes: [UInt8], nameLength: Int) -> [UInt8] {
    var description: [UInt8] = []
    // The name is UTF-8; the bytes are stored as they are.
    for number in [version, 1 << 11, 0] { description.append(littleEndian: number) }
    // The first moment that there is, so that the same arrays give the same file: 1980-01-01.
    description.append(littleEndian: UInt32(0x0021_0000))
    description.append(littleEndian: Checksum.crc32(bytes[...]))
    for _ in 0..<2 { description.append(littleEndian: UInt32(bytes.count)) }
    description.append(littleEndian: UInt16(nameLength))
    description.append(littleEndian: UInt16(0))
    return description
  }

  private static func trailer(
    count: Int, size: Int, start: Int, _ path: String
  ) throws(FileError) -> [UInt8] {
    guard count < Int(UInt16.max) else {
      throw FileError(.write, path, reason: "\(count) arrays do not fit into one .npz file")
    }
    var trailer: [UInt8] = []
    trailer.append(littleEndian: UInt32(0x0605_4b50))
    trailer.append(littleEndian: UInt32(0))
    for _ in 0..<2 { trailer.append(littleEndian: UInt16(count)) }
    trailer.append(littleEndian: UInt32(size))
    trailer.append(littleEndian: UInt32(start))
    trailer.append(littleEndian: UInt16(0))
    return trailer
  }
}
