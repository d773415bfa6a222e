/// The pieces of memory that a layer or a circuit works in: their sizes in bytes, or where they are.
public struct PassMemory<Piece> {
  /// What the parameters come to: written once a step, then only read, by all who compute it.
  public var prepared: Piece
  /// What a forward pass leaves for the backward pass, which uses it up.
  public var states: Piece
  /// What nobody wants afterwards.
  public var scratch: Piece
  /// The gradient by the parameters, as far as it has been summed; zero at first.
  public var sums: Piece

  /// These pieces.
  public init(prepared: Piece, states: Piece, scratch: Piece, sums: Piece) {
    self.prepared = prepared
    self.states = states
    self.scratch = scratch
    self.sums = sums
  }
}

extension PassMemory: Sendable where Piece: Sendable {}
