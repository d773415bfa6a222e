import FileFormats

/// The bytes of an event file, as TensorBoard reads them: records with checksums (TFRecord), in each an `Event` of
/// TensorFlow's `event.proto`, of which only these fields are written: time, step, file version, scalars and texts.
public struct TensorBoardEvents: Sendable {
  /// The file so far.
  public private(set) var bytes: [UInt8] = []

  /// A file without values.
  ///
  /// - Parameter time: when what it tells of began, in seconds since 1970.
  public init(time: Double) {
    var event = ProtocolBuffer()
    event.append(time, field: Event.time)
    event.append("brain.Event:2", field: Event.fileVersion)
    appendRecord(event.bytes)
  }

  /// Adds a number, which is kept in single precision.
  ///
  /// - Parameters:
  ///   - number: how high on the chart.
  ///   - tag: the chart; what stands before a `/` is the group of charts.
  ///   - step: where on the chart.
  ///   - time: when, in seconds since 1970.
  public mutating func append(_ number: Double, tag: String, step: Int, time: Double) {
    var value = ProtocolBuffer()
    value.append(tag, field: Value.tag)
    value.append(Float(number), field: Value.number)
    append(value, step: step, time: time)
  }

  /// Adds a text in Markdown, a tensor of one string for the dashboard of texts.
  public mutating func append(text: String, tag: String, step: Int, time: Double) {
    var plugin = ProtocolBuffer()
    plugin.append("text", field: Plugin.name)
    var metadata = ProtocolBuffer()
    metadata.append(plugin, field: Metadata.plugin)
    var tensor = ProtocolBuffer()
    tensor.append(Tensor.stringType, field: Tensor.type)
    tensor.append(ProtocolBuffer(), field: Tensor.shape)
    tensor.append(text, field: Tensor.string)
    var value = ProtocolBuffer()
    value.append(tag, field: Value.tag)
    value.append(tensor, field: Value.tensor)
    value.append(metadata, field: Value.metadata)
    append(value, step: step, time: time)
  }

  private mutating func append(_ value: ProtocolBuffer, step: Int, time: Double) {
    var summary = ProtocolBuffer()
    summary.append(value, field: Summary.value)
    var event = ProtocolBuffer()
    event.append(time, field: Event.time)
    event.append(step, field: Event.step)
    event.append(summary, field: Event.summary)
    appendRecord(event.bytes)
  }

  /// Length, checksum of the length, contents, checksum of the contents.
  private mutating func appendRecord(_ contents: [UInt8]) {
    var length: [UInt8] = []
    length.append(littleEndian: UInt64(contents.count))
    bytes += length
    bytes.append(littleEndian: Self.maskedChecksum(length))
    bytes += contents
    bytes.append(littleEndian: Self.maskedChecksum(contents))
  }

  /// A checksum that is changed, lest a checksum be taken of bytes that hold their own (TensorFlow's `crc32c.h`).
  private static func maskedChecksum(_ bytes: [UInt8]) -> UInt32 {
    let sum = Checksum.crc32c(bytes[...])
    return (sum >> 15 | sum << 17) &+ 0xa282_ead8
  }
}

// The numbers of fields in TensorFlow's `event.proto`, `summary.proto` and `tensor.proto`.

private enum Event {
  static let (time, step, fileVersion, summary) = (1, 2, 3, 5)
}

private enum Summary {
  static let value = 1
}

private enum Value {
  static let (tag, number, tensor, metadata) = (1, 2, 8, 9)
}

private enum Metadata {
  static let plugin = 1
}

private enum Plugin {
  static let name = 1
}

private enum Tensor {
  static let (type, shape, string) = (1, 2, 8)
  /// `DT_STRING`
  static let stringType = 7
}
