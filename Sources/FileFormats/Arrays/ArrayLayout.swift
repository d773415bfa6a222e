/// Where an array lies in a file's bytes, and how.
struct ArrayLayout: Sendable {
  let shape: [Int]
  let element: StoredElement
  let isBigEndian: Bool
  /// Whether the first index changes fastest, not the last.
  let isFortranOrder: Bool
  /// The first byte of the first element.
  let start: Int
  /// How many elements there are.
  let count: Int
  /// How many bytes each takes.
  let elementSize: Int

  /// The layout of a whole file of `byteCount` bytes.
  ///
  /// - Parameter shapePlace: the byte where the shape stands, for messages.
  /// - Throws: `FileError` if the elements do not fill the file from `start` on.
  init(
    shape: [Int], _ element: StoredElement, isBigEndian: Bool, isFortranOrder: Bool = false,
    from start: Int, in contents: FileContents, byteCount: Int, shapePlace: Int? = nil
  ) throws(FileError) {
    let (count, size) = (NDArray.count(of: shape), element.size)
    let (needed, isTooLarge) = (count ?? .max).multipliedReportingOverflow(by: size ?? .max)
    guard let count, let size, !isTooLarge else {
      throw contents.error(at: shapePlace, "an array of shape \(shape) is larger than any memory")
    }
    guard needed == byteCount - start else {
      throw contents.error(
        at: start,
        "shape \(shape) takes \(needed) bytes, but the file has \(byteCount - start) after its header"
      )
    }
    self.shape = shape
    self.element = element
    self.isBigEndian = isBigEndian
    self.isFortranOrder = isFortranOrder
    self.start = start
    self.count = count
    elementSize = size
  }

  /// Whether neighbours in memory are neighbours in a column, not in a row.
  var isInColumns: Bool { isFortranOrder && shape.count > 1 }

  /// The whole array.
  func array(in contents: FileContents) throws(FileError) -> NDArray {
    let elements = try element.decode(
      contents, from: start, count: count, isBigEndian: isBigEndian)
    return NDArray(
      shape: shape, isFortranOrder ? elements.rowMajor(shape: shape) : elements)
  }

  /// Where some elements lie.
  func bytes(of elements: Range<Int>) -> Range<Int> {
    start + elements.lowerBound * elementSize..<start + elements.upperBound * elementSize
  }
}
