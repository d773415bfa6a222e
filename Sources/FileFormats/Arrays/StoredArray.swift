/// An array in a file: its shape is known, and its elements are read when they are asked for.
///
/// Of a file on a disk no more is in memory than what was asked for. What is compressed, in an archive, comes through a
/// pipe, or is in Fortran's order is in memory as a whole.
public struct StoredArray: ~Copyable, Sendable {
  /// What the array is called in messages.
  public let name: String
  private let layout: ArrayLayout
  private let source: Source

  /// Not private: the optimiser loses the type's description then, and the command does not link.
  enum Source: ~Copyable, Sendable {
    case file(InputFile)
    case contents(FileContents)
    case decoded(NDArray)
  }

  /// The size of each dimension; empty for a single number.
  public var shape: [Int] { layout.shape }
  /// The number of elements.
  public var count: Int { layout.count }

  /// How an element is stored, such as `float64` or `text`.
  public var elementName: String {
    if case .number(let type) = layout.element { type.rawValue } else { "text" }
  }

  /// Opens a file: NumPy's `.npy` or IDX (MNIST), or one of them in gzip, by its first bytes; `-` is standard input.
  ///
  /// - Throws: `FileError` if it cannot be read, or holds no array.
  public init(_ path: String) throws(FileError) {
    let file = try InputFile(path)
    guard path != "-", let size = file.size else {
      try self.init(FileContents(of: file))
      return
    }
    let beginning = FileContents(
      name: file.name, bytes: try file.bytes(in: 0..<min(size, NPY.maximumStart)))
    if GZip.isGZip(beginning) {
      try self.init(FileContents(of: file))
      return
    }
    let layout = try Self.layout(beginning, byteCount: size)
    if layout.isInColumns {
      try self.init(FileContents(of: file))
      return
    }
    self.init(name: path, layout, .file(file))
  }

  /// An array in a file's bytes, which may be compressed.
  ///
  /// - Throws: `FileError` if they hold none.
  init(_ contents: FileContents) throws(FileError) {
    let contents = GZip.isGZip(contents) ? try GZip.expand(contents) : contents
    let layout = try Self.layout(contents, byteCount: contents.bytes.count)
    let source: Source =
      layout.isInColumns
      ? .decoded(try layout.array(in: contents)) : .contents(contents)
    self.init(name: contents.name, layout, source)
  }

  private init(name: String, _ layout: ArrayLayout, _ source: consuming Source) {
    self.name = name
    self.layout = layout
    self.source = source
  }

  private static func layout(
    _ contents: FileContents, byteCount: Int
  ) throws(FileError) -> ArrayLayout {
    contents.bytes.starts(with: [0, 0])
      ? try IDX.layout(contents, byteCount: byteCount)
      : try NPY.layout(contents, byteCount: byteCount)
  }

  /// Some elements, in row-major order, `[range.count]`.
  ///
  /// - Precondition: they are there.
  /// - Throws: `FileError` if they cannot be read, or one of them is a whole number beyond Int64 or a text that is none.
  public func elements(in range: Range<Int>) throws(FileError) -> NDArray {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count, "elements \(range) of \(count)")
    let elements: NDArray.Elements
    switch source {
    case .file(let file):
      let part = layout.bytes(of: range)
      let contents = FileContents(
        name: name, bytes: try file.bytes(in: part), origin: part.lowerBound)
      elements = try layout.element.decode(
        contents, from: 0, count: range.count, isBigEndian: layout.isBigEndian)
    case .contents(let contents):
      elements = try layout.element.decode(
        contents, from: layout.bytes(of: range).lowerBound, count: range.count,
        isBigEndian: layout.isBigEndian)
    case .decoded(let array): elements = array.elements[range]
    }
    return NDArray(shape: [range.count], elements)
  }

  /// The whole array.
  ///
  /// - Throws: `FileError`
  public func array() throws(FileError) -> NDArray {
    NDArray(shape: shape, try elements(in: 0..<count).elements)
  }
}
