import Foundation
import QuantumSimulation

/// A circuit whose first state is made by gates, for those who know no other start than |0...0>.
///
/// A state with real amplitudes is made by rotations about Y, multiplexed: qubit after qubit, from the most significant
/// one, each turned by an angle for every value of those before it (Möttönen et al., *Transformation of quantum states
/// using uniformly controlled rotations*, 2005). A bit b is a rotation about Y by pi b. These angles are the circuit's
/// first inputs, ``angles(for:)``; the inputs that are angles themselves follow.
public struct PreparedByGates: Sendable {
  /// The circuit, from |0...0>.
  public let circuit: Circuit
  private let original: Circuit

  /// The same circuit, begun with gates.
  public init(_ original: Circuit) {
    self.original = original
    let preparation = original.preparation
    let angleCount = preparation.angleCount(qubitCount: original.qubitCount)
    guard angleCount > 0 else {
      circuit = original
      return
    }
    var made = Circuit(qubitCount: original.qubitCount)
    switch preparation {
    case .groundState: break
    case .basis:
      for qubit in 0..<angleCount { made.append(.ry, .input(qubit), on: qubit) }
    case .amplitudes: made.appendMultiplexedRotations()
    }
    for operation in original.operations {
      made.append(
        Circuit.Operation(
          operation.gate, operation.angles.map { $0.shiftingInputs(by: angleCount) },
          on: operation.qubits))
    }
    circuit = made
  }

  /// What the circuit takes for a sample of the original's inputs, `[inputCount]`.
  ///
  /// - Precondition: the sample can be prepared: `VariationalCircuit.check(inputs:sampleCount:)`.
  public func inputs(for sample: [Double]) -> [Double] {
    let angles: [Double]
    switch original.preparation {
    case .groundState: return sample
    case .basis(let range): angles = range.map { .pi * sample[$0] }
    case .amplitudes(let range, let padding):
      let count = 1 << original.qubitCount
      let amplitudes =
        range.map { sample[$0] } + Array(repeating: padding, count: count - range.count)
      angles = Self.angles(for: amplitudes)
    }
    return Array((angles + sample).prefix(circuit.inputCount))
  }

  /// The angles of the rotations that make a state of these real amplitudes, of any norm but 0: 2^n - 1 of them for 2^n.
  public static func angles(for amplitudes: [Double]) -> [Double] {
    // From qubit 0 upwards: an angle for each pair of neighbours, of which then only the norm counts.
    var levels: [[Double]] = []
    var row = amplitudes
    while row.count > 1 {
      let pairs = stride(from: 0, to: row.count, by: 2).map { (row[$0], row[$0 + 1]) }
      levels.append(pairs.map { 2 * atan2($0.1, $0.0) })
      row = pairs.map { hypot($0.0, $0.1) }
    }
    return levels.reversed().flatMap(multiplexed)
  }

  /// What a multiplexed rotation's steps turn by, given its angle for every value of the controls.
  private static func multiplexed(_ angles: [Double]) -> [Double] {
    angles.indices.map { step in
      let code = step ^ step >> 1
      let sum = angles.enumerated().reduce(0) { sum, next in
        (next.offset & code).nonzeroBitCount % 2 == 0 ? sum + next.element : sum - next.element
      }
      return sum / Double(angles.count)
    }
  }
}

extension Preparation {
  /// How many rotations make the state.
  fileprivate func angleCount(qubitCount: Int) -> Int {
    switch self {
    case .groundState: 0
    case .basis(let inputs): inputs.count
    case .amplitudes: (1 << qubitCount) - 1
    }
  }
}

extension Circuit {
  fileprivate mutating func appendMultiplexedRotations() {
    var input = 0
    for target in (0..<qubitCount).reversed() {
      let controlCount = qubitCount - 1 - target
      for step in 0..<1 << controlCount {
        append(.ry, .input(input), on: target)
        input += 1
        guard controlCount > 0 else { continue }
        append(.cx, on: target + 1 + Gate.changedBit(after: step, of: controlCount), target)
      }
    }
  }

  /// The circuit with numbers for its parameters and for one sample's inputs. A bit that is 1 is an X.
  ///
  /// - Parameters:
  ///   - inputs: `[inputCount]`, a sample that can be prepared.
  ///   - parameters: `[parameterCount]`
  public func bound(inputs: [Double], parameters: [Double]) -> Circuit {
    let prepared = PreparedByGates(self)
    let numbers = prepared.inputs(for: inputs)
    var bound = Circuit(qubitCount: qubitCount)
    var operations = prepared.circuit.operations[...]
    if case .basis(let range) = preparation {
      for (qubit, input) in range.enumerated() where inputs[input] == 1 {
        bound.append(.x, on: qubit)
      }
      operations = operations.dropFirst(range.count)
    }
    for operation in operations {
      let angles = operation.angles.map { angle -> Angle in
        switch angle {
        case .constant: angle
        case .parameter(let index): .constant(parameters[index])
        case .input(let index): .constant(numbers[index])
        case .scaledInput(let parameter, let input):
          .constant(parameters[parameter] * numbers[input])
        case .inputProduct(let first, let second): .constant(numbers[first] * numbers[second])
        }
      }
      bound.append(Operation(operation.gate, angles, on: operation.qubits))
    }
    return bound
  }
}

extension Angle {
  fileprivate func shiftingInputs(by count: Int) -> Angle {
    switch self {
    case .constant, .parameter: self
    case .input(let index): .input(index + count)
    case .scaledInput(let parameter, let input):
      .scaledInput(parameter: parameter, input: input + count)
    case .inputProduct(let first, let second): .inputProduct(first + count, second + count)
    }
  }
}
