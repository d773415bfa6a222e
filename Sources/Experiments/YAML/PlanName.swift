import Arithmetic
import FileFormats
import HybridModels
import NeuralNetworks
import QuantumSimulation

/// A name by which plans and commands call one of several things, such as an ansatz.
public protocol PlanName: RawRepresentable<String>, CaseIterable, Hashable, Sendable, Codable {
  /// What is called so: `ansatz`.
  static var kind: String { get }
  /// All names, for people.
  static var list: String { get }
}

extension PlanName {
  /// All names, with commas between them.
  public static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// What is called so.
  ///
  /// - Throws: ``UnknownName``, which knows a name that is nearly the same.
  public init(named name: String) throws(UnknownName) {
    guard let known = Self(rawValue: name) else {
      throw UnknownName(
        name, kind: Self.kind, knownNames: Self.allCases.map(\.rawValue), list: Self.list)
    }
    self = known
  }

  /// Decodes a name.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    do throws(UnknownName) {
      try self.init(named: name)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error)")
    }
  }
}

extension Activation: PlanName {
  /// `activation`
  public static let kind = "activation"
}

extension Precision: PlanName {
  /// `precision`
  public static let kind = "precision"
}

extension Pauli: PlanName {
  /// `Pauli operator`
  public static let kind = "Pauli operator"
}

extension AngleEmbedding.Scaling: PlanName {
  /// `scaling`
  public static let kind = "scaling"
}

extension Entanglement: PlanName {
  /// `entanglement`
  public static let kind = "entanglement"
}

extension QuantumKernel.Kind: PlanName {
  /// `kernel`
  public static let kind = "kernel"
}

/// A name that nothing has.
public struct UnknownName: Error, Hashable, CustomStringConvertible {
  /// The name.
  public let name: String
  /// What it should have been the name of.
  public let kind: String
  /// A name that exists and is nearly the same, if there is one.
  public let nearest: String?
  /// All names that exist.
  public let list: String

  init(_ name: String, kind: String, knownNames: [String], list: String) {
    self.name = name
    self.kind = kind
    self.list = list
    nearest = similarName(to: name.lowercased(), in: knownNames)
  }

  /// The name, one that is nearly the same, and all there are.
  public var description: String {
    let suggestion = nearest.map { "; did you mean \($0)?" } ?? ";"
    return "unknown \(kind) \(name)\(suggestion) known: \(list)"
  }
}
