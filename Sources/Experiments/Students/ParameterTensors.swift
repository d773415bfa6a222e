import FileFormats
import HybridModels
import NeuralNetworks

/// How a model's parameters are divided into named arrays, layer by layer: `layers.0.weights` `[inputs, units]` and
/// `layers.0.bias` `[units]` of a dense layer, `layers.1.angles` `[parameters]` of a circuit, which holds θ0, θ1, ... as
/// a drawing names them, trained scales of inputs among them; `layers.2.scale` of a scale, `[1]` or `[units]`.
///
/// Layers are numbered from 0 as a plan lists them. A frozen layer's parameters are there too.
struct ParameterTensors {
  /// A piece of the parameter vector.
  struct Piece {
    let name: String
    let shape: [Int]
    let range: Range<Int>
  }

  /// In the order of the parameter vector, of which they leave nothing out.
  let pieces: [Piece]

  init(_ model: Model) {
    pieces = model.plannedLayers.enumerated().flatMap { number, index in
      Self.pieces(of: model.layers[index], called: "layers.\(number)", model.parameterRanges[index])
    }
  }

  private static func pieces(
    of layer: any Layer, called name: String, _ range: Range<Int>
  ) -> [Piece] {
    switch layer {
    case let dense as Dense:
      let end = range.lowerBound + dense.inputCount * dense.outputCount
      let weights = Piece(
        name: "\(name).weights", shape: [dense.inputCount, dense.outputCount],
        range: range.lowerBound..<end)
      return dense.hasBias
        ? [
          weights,
          Piece(name: "\(name).bias", shape: [dense.outputCount], range: end..<range.upperBound),
        ] : [weights]
    case is Scale: return [Piece(name: "\(name).scale", shape: [range.count], range: range)]
    case is CircuitLayer:
      return [Piece(name: "\(name).angles", shape: [range.count], range: range)]
    default: preconditionFailure("a layer whose parameters have no name")
    }
  }

  /// The arrays of these parameters.
  func arrays(_ parameters: [Double]) -> [String: NDArray] {
    Dictionary(
      uniqueKeysWithValues: pieces.map {
        ($0.name, NDArray(shape: $0.shape, .reals(Array(parameters[$0.range]))))
      })
  }

  /// The parameters in these arrays.
  ///
  /// - Throws: `ParameterProblem` if an array is missing, or does not belong there, or is not what it should be.
  func parameters(in arrays: [String: NDArray]) throws(ParameterProblem) -> [Double] {
    let names = Set(pieces.map(\.name))
    if let other = arrays.keys.sorted().first(where: { !names.contains($0) }) {
      throw ParameterProblem(reason: "the layers have no \(other)")
    }
    var parameters: [Double] = []
    for piece in pieces {
      guard let array = arrays[piece.name] else {
        throw ParameterProblem(reason: "\(piece.name) is missing")
      }
      guard array.shape == piece.shape else {
        throw ParameterProblem(
          reason: "\(piece.name) has the shape \(array.shape), where \(piece.shape) should be")
      }
      guard case .reals(let numbers) = array.elements else {
        throw ParameterProblem(reason: "\(piece.name) does not hold floating-point numbers")
      }
      if let number = numbers.first(where: { !$0.isFinite }) {
        throw ParameterProblem(reason: "\(piece.name) holds \(number)")
      }
      parameters += numbers
    }
    return parameters
  }
}

/// What is wrong with a file of parameters.
struct ParameterProblem: Error {
  let reason: String
}
