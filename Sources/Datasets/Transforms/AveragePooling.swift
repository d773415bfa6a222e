/// Images made smaller: the mean of each block of pixels, channel by channel.
///
/// An image is a row of features in the order (height, width, channels), the channel changing fastest. The
/// blocks are the image's own size divided; sizes that do not divide are refused, as there is no pixel to
/// leave out or to invent.
public struct AveragePooling: FittedTransform {
  /// The image's height in pixels.
  public let height: Int
  /// The image's width in pixels.
  public let width: Int
  /// How many numbers a pixel has.
  public let channels: Int
  /// A block's height, a divisor of the image's.
  public let blockHeight: Int
  /// A block's width, a divisor of the image's.
  public let blockWidth: Int

  /// Pooling of such images.
  ///
  /// - Throws: `DatasetError` if blocks do not divide an image.
  public init(
    height: Int, width: Int, channels: Int = 1, blockHeight: Int, blockWidth: Int
  ) throws(DatasetError) {
    for (name, size) in [("height", height), ("width", width), ("channels", channels)] {
      guard (1...Self.sizeLimit).contains(size) else {
        throw .invalidSetting("an image's \(name)", "\(size)", "from 1 to \(Self.sizeLimit)")
      }
    }
    let blocks = [("height", blockHeight, height), ("width", blockWidth, width)]
    for (name, block, size) in blocks where block < 1 || size % block != 0 {
      let divisors = (1...size).filter { size % $0 == 0 }.map(String.init)
      throw .invalidSetting(
        "a block's \(name)", "\(block)",
        "a divisor of the image's \(name): \(divisors.joined(separator: ", "))")
    }
    (self.height, self.width, self.channels) = (height, width, channels)
    (self.blockHeight, self.blockWidth) = (blockHeight, blockWidth)
  }

  static let sizeLimit = 1 << 16

  /// The numbers of an image.
  public var inputCount: Int { height * width * channels }
  /// The numbers of a pooled image, in the same order.
  public var outputCount: Int { inputCount / (blockHeight * blockWidth) }

  /// Makes sure that rows of so many numbers are such images.
  func check(columnCount: Int) throws(DatasetError) {
    guard columnCount == inputCount else {
      throw .cannotFit(
        "average pooling", "rows have \(columnCount) numbers",
        remedy: "\(height) x \(width) x \(channels) images have \(inputCount)")
    }
  }

  /// Pools one image without allocating.
  public func apply(
    to row: UnsafeBufferPointer<Double>, into output: UnsafeMutableBufferPointer<Double>
  ) {
    checkSizes(row, output)
    output.update(repeating: 0)
    let columns = width / blockWidth
    for y in 0..<height {
      for x in 0..<width {
        let from = (y * width + x) * channels
        let to = (y / blockHeight * columns + x / blockWidth) * channels
        for channel in 0..<channels { output[to + channel] += row[from + channel] }
      }
    }
    let area = Double(blockHeight * blockWidth)
    for index in output.indices { output[index] /= area }
  }
}

extension AveragePooling {
  private enum CodingKeys: String, CodingKey {
    case height, width, channels, blockHeight, blockWidth
  }

  /// Reads and checks a pooling.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let sizes = try [CodingKeys.height, .width, .channels, .blockHeight, .blockWidth].map {
      try container.decode(Int.self, forKey: $0)
    }
    do {
      try self.init(
        height: sizes[0], width: sizes[1], channels: sizes[2], blockHeight: sizes[3],
        blockWidth: sizes[4])
    } catch {
      throw DecodingError.badTransform(decoder, error.description)
    }
  }
}
