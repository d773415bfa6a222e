import Foundation

/// A small ONNX model, written as the bytes of its protocol buffer: field numbers are those of `onnx.proto`.
public struct ONNXFile {
  /// An attribute of an operator.
  public enum Attribute: Sendable {
    case integer(Int)
    case integers([Int])
    case floats([Float])
    case string(String)
    case strings([String])
  }

  /// The numbers of ONNX's `TensorProto.DataType`.
  public enum Element: Int, Sendable {
    case float = 1
    case int64 = 7
    case string = 8
    case double = 11
  }

  private var graph = Message()

  /// An empty model.
  public init() {
    graph.add(2, "test")
  }

  /// Adds an operator; those of `ai.onnx.ml` are told by their domain.
  public mutating func addNode(
    _ type: String, _ inputs: [String], _ outputs: [String],
    _ attributes: [(name: String, value: Attribute)] = [], domain: String = ""
  ) {
    var node = Message()
    for input in inputs { node.add(1, input) }
    for output in outputs { node.add(2, output) }
    node.add(4, type)
    node.add(7, domain)
    for (name, value) in attributes {
      var attribute = Message()
      attribute.add(1, name)
      switch value {
      case .integer(let integer):
        attribute.add(3, integer)
        attribute.add(20, 2)
      case .integers(let integers):
        for integer in integers { attribute.add(8, integer) }
        attribute.add(20, 7)
      case .floats(let floats):
        for float in floats { attribute.add(7, float) }
        attribute.add(20, 6)
      case .string(let string):
        attribute.add(4, string)
        attribute.add(20, 3)
      case .strings(let strings):
        for string in strings { attribute.add(9, string) }
        attribute.add(20, 8)
      }
      node.add(5, attribute)
    }
    graph.add(1, node)
  }

  /// Adds a constant of float elements.
  public mutating func addConstant(_ name: String, shape: [Int], _ elements: [Float]) {
    var tensor = Message()
    for size in shape { tensor.add(1, size) }
    tensor.add(2, Element.float.rawValue)
    tensor.add(8, name)
    tensor.add(9, elements.withUnsafeBytes { Data($0) })
    graph.add(5, tensor)
  }

  /// Adds an input; a size that is `nil` is open.
  public mutating func addInput(_ name: String, _ shape: [Int?], _ element: Element = .float) {
    graph.add(11, Self.value(name, Self.tensor(shape, element)))
  }

  /// Adds an output; a size that is `nil` is open.
  public mutating func addOutput(_ name: String, _ shape: [Int?], _ element: Element = .float) {
    graph.add(12, Self.value(name, Self.tensor(shape, element)))
  }

  /// Adds an output that is a sequence of maps to float numbers.
  public mutating func addMapsOutput(_ name: String, keys: Element) {
    let number = Self.tensor([], .float)
    let map = Message {
      $0.add(1, keys.rawValue); $0.add(2, number)
    }
    let sequence = Message { $0.add(1, Message { $0.add(5, map) }) }
    graph.add(12, Self.value(name, Message { $0.add(4, sequence) }))
  }

  /// Writes the model.
  public func write(to path: String) throws {
    func operators(_ domain: String, _ version: Int) -> Message {
      Message {
        $0.add(1, domain); $0.add(2, version)
      }
    }
    let model = Message {
      $0.add(1, 7)
      $0.add(8, operators("", 13))
      $0.add(8, operators("ai.onnx.ml", 1))
      $0.add(7, graph)
    }
    try model.bytes.write(to: URL(fileURLWithPath: path))
  }

  private static func tensor(_ shape: [Int?], _ element: Element) -> Message {
    let sizes = Message { sizes in
      for (index, size) in shape.enumerated() {
        sizes.add(1, Message { if let size { $0.add(1, size) } else { $0.add(2, "n\(index)") } })
      }
    }
    return Message {
      $0.add(
        1,
        Message {
          $0.add(1, element.rawValue); $0.add(2, sizes)
        })
    }
  }

  private static func value(_ name: String, _ type: Message) -> Message {
    Message {
      $0.add(1, name); $0.add(2, type)
    }
  }
}

/// A message of a protocol buffer: fields with a number and a kind, one after another.
private struct Message {
  var bytes = Data()

  init(_ fill: (inout Message) -> Void = { _ in }) { fill(&self) }

  mutating func add(_ field: Int, _ integer: Int) {
    addNumber(UInt64(field << 3))
    addNumber(UInt64(bitPattern: Int64(integer)))
  }

  mutating func add(_ field: Int, _ float: Float) {
    addNumber(UInt64(field << 3 | 5))
    withUnsafeBytes(of: float.bitPattern.littleEndian) { bytes += $0 }
  }

  mutating func add(_ field: Int, _ contents: Data) {
    addNumber(UInt64(field << 3 | 2))
    addNumber(UInt64(contents.count))
    bytes += contents
  }

  mutating func add(_ field: Int, _ text: String) { add(field, Data(text.utf8)) }
  mutating func add(_ field: Int, _ message: Message) { add(field, message.bytes) }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func addNumber(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f | 0x80))
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
