/// What a model takes in or gives back under one name.
public struct ONNXValueType: Sendable, Hashable, CustomStringConvertible {
  /// What kind of value it is.
  public enum Kind: Sendable, Hashable {
    /// A table of elements. The sizes that the model leaves open are `nil`; without any sizes, the model
    /// does not say what shape it is.
    case tensor(ONNXElement, shape: [Int?])
    /// A list, such as the maps from classes to probabilities of scikit-learn's models.
    case sequence
    /// Something else.
    case other
  }

  /// The name in the model.
  public let name: String
  /// What kind of value it is.
  public let kind: Kind

  /// A value of this name and kind.
  public init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The value as errors show it: `probabilities: float [?, 3]`.
  public var description: String {
    switch kind {
    case .tensor(let element, let shape):
      let sizes = shape.map { $0.map(String.init) ?? "?" }.joined(separator: ", ")
      return "\(name): \(element)\(shape.isEmpty ? "" : " [\(sizes)]")"
    case .sequence: return "\(name): a sequence"
    case .other: return "\(name): not a tensor"
    }
  }
}

/// The type of a tensor's elements, with the numbers of ONNX's `TensorProto.DataType`.
public enum ONNXElement: Int32, Sendable, Hashable {
  /// A type that this version does not know.
  case unknown = 0
  /// 32 bits of floating point.
  case float = 1
  /// 8 bits, from 0.
  case uint8 = 2
  /// 8 bits with a sign.
  case int8 = 3
  /// 16 bits, from 0.
  case uint16 = 4
  /// 16 bits with a sign.
  case int16 = 5
  /// 32 bits with a sign.
  case int32 = 6
  /// 64 bits with a sign.
  case int64 = 7
  /// UTF-8.
  case string = 8
  /// True or false.
  case bool = 9
  /// 16 bits of floating point.
  case float16 = 10
  /// 64 bits of floating point.
  case double = 11
  /// 32 bits, from 0.
  case uint32 = 12
  /// 64 bits, from 0.
  case uint64 = 13
}
