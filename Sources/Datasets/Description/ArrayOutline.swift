import FileFormats

/// What an array is, but for its elements.
public struct ArrayOutline: Sendable, Hashable, Codable {
  /// The file, or the name in an archive.
  public let name: String
  /// The size of each dimension.
  public let shape: [Int]
  /// How an element is stored, such as `float64` or `text`.
  public let element: String

  /// An array of this name.
  public init(name: String, shape: [Int], element: String) {
    self.name = name
    self.shape = shape
    self.element = element
  }
}

extension NPZ {
  /// What the archive's arrays are.
  ///
  /// - Throws: `FileError` if one is damaged, or no array of numbers or texts.
  public func outline() throws(FileError) -> [ArrayOutline] {
    var arrays: [ArrayOutline] = []
    for name in names {
      let array = try storedArray(named: name)
      arrays.append(
        ArrayOutline(name: name, shape: array.shape, element: array.elementName))
    }
    return arrays
  }
}
