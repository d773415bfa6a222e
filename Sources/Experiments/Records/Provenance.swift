import Crypto
import Foundation

/// Where and with what results were made.
public struct Provenance: Sendable, Hashable, Codable {
  /// The version of this package.
  public static let packageVersion = "0.2.0"

  /// The version of this package.
  public let version: String
  /// The version of the Swift compiler; "mixed" where runs of several were put together.
  public let swift: String
  /// The operating system, likewise.
  public let os: String
  /// The processor, likewise.
  public let cpu: String
  /// Which instructions the arithmetic was done with, likewise.
  public let instructionSet: String
  /// How many runs were allowed to go on at a time; `nil` where nobody knows: the results were rebuilt from runs alone.
  public let jobs: Int?
  /// The SHA-256 of all seeds' data hashes, one a line, in seed order; the line of a seed without any run is empty.
  public let dataSHA256: String
  /// The wall time of the command that wrote the results, in seconds. Runs that it found in the run folder
  /// took none of it.
  public let seconds: Double
  /// The time of all runs together, whenever they were made, in seconds of one core.
  public let runSeconds: Double

  private enum CodingKeys: String, CodingKey {
    case version, swift, os, cpu, instructionSet
    case jobs = "threads"
    case dataSHA256, seconds, runSeconds
  }

  /// The provenance of results from these runs.
  init(_ records: ExperimentRecords, seeds: [UInt64], jobs: Int?, seconds: Double) {
    let runs = records.teachers + records.arms.flatMap(\.runs)
    let hashes = Dictionary(
      runs.map { ($0.identity.seed, $0.identity.dataSHA256) },
      uniquingKeysWith: { first, _ in first })
    let lines = seeds.map { (hashes[$0] ?? "") + "\n" }.joined()
    let machine = Machine.common(to: Set(runs.map(\.machine)))
    version = Self.packageVersion
    swift = machine.swift
    os = machine.os
    cpu = machine.cpu
    instructionSet = machine.instructionSet
    self.jobs = jobs
    dataSHA256 = SHA256.hash(data: Data(lines.utf8)).hexadecimal
    self.seconds = seconds
    runSeconds = runs.reduce(0) { $0 + $1.seconds }
  }
}
