import FileFormats
import Foundation
import QuantumSimulation
import TestSupport
import Testing

@testable import Interchange

/// Names of devices, looked for in a folder that looks like the package's. None of these tests needs Python.
@Suite struct DeviceSourceTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["manila", "torino"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
      try folder.write(
        try CalibrationSample.json(CalibrationSample.properties()), to: "\(name)/props_\(name).json"
      )
      try folder.write(
        try CalibrationSample.json(CalibrationSample.configuration()),
        to: "\(name)/conf_\(name).json"
      )
    }
    try folder.write(
      try CalibrationSample.json(CalibrationSample.properties()),
      to: "torino/props_torino_alt.json")
  }

  private func source(_ environment: [String: String] = [:]) -> DeviceSource {
    var source = DeviceSource()
    source.environment = environment.merging(["PATH": folder.path]) { old, _ in old }
    source.timeLimit = .seconds(20)
    return source
  }

  private var known: DeviceSource { source([DeviceSource.variable: folder.path]) }

  @Test(arguments: [
    ("fake_manila", "fake_manila"), ("FakeManilaV2", "fake_manila"), ("manila", "fake_manila"),
    ("ibmq_manila", "fake_manila"), ("FakeManila", "fake_manila"), ("ibm_torino", "fake_torino"),
    ("FakeTorinoAlternativeV2", "fake_torino_alt"),
  ])
  func everySpellingOfANameFindsIt(name: String, device: String) throws {
    let found = try known.device(name)
    #expect(found.name == device && found.repetitionDelay != nil)
  }

  @Test func aNameThatDoesNotExistGetsTheNearestAndAll() throws {
    #expect(try known.names() == ["fake_manila", "fake_torino", "fake_torino_alt"])
    let typo = #expect(throws: FileError.self) { try known.device("fake_manilla") }
    #expect(
      typo?.description
        == "cannot read fake_manilla: no device is called so: did you mean fake_manila? known: fake_manila, "
        + "fake_torino, fake_torino_alt; or give a file props.json")
    let other = #expect(throws: FileError.self) { try known.device("quantinuum") }
    #expect(other?.description.contains("did you mean") == false)
  }

  @Test func withoutThePackageTheErrorSaysHowToGetIt() throws {
    let none = #expect(throws: InterchangeError.self) { try source().device("manila") }
    #expect(none?.isOfMissingProgram == true)
    #expect(none?.description.contains("pip install qiskit-ibm-runtime") == true)
    let empty = try TemporaryFolder()
    let wrong = #expect(throws: InterchangeError.self) {
      try source([DeviceSource.variable: empty.path]).device("manila")
    }
    #expect(wrong?.description.hasPrefix("\(empty.path): it has no snapshots") == true)
  }

  @Test func thePackageOfAVirtualEnvironmentIsFound() throws {
    let package = "\(folder.path)/site/qiskit_ibm_runtime"
    try FileManager.default.createDirectory(
      atPath: "\(package)/fake_provider", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/venv/bin", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(package)/fake_provider/backends", withDestinationPath: folder.path)
    let python = try folder.write("#!/bin/sh\necho \(package)\n", to: "venv/bin/python3")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python)
    #expect(
      try source(["VIRTUAL_ENV": "\(folder.path)/venv"]).device("manila").name == "fake_manila")
    // An environment that does not have it is not all there is.
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/empty/bin", withIntermediateDirectories: true)
    let empty = try folder.write("#!/bin/sh\nexit 0\n", to: "empty/bin/python3")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: empty)
    let both = ["VIRTUAL_ENV": "\(folder.path)/empty", "PATH": "\(folder.path)/venv/bin:/bin"]
    #expect(try source(both).device("manila").name == "fake_manila")
  }

  @Test func aFilesConfigurationIsTheOneBesideIt() throws {
    let manila = "\(folder.path)/manila/props_manila.json"
    #expect(DeviceSource.configuration(for: manila) == "\(folder.path)/manila/conf_manila.json")
    #expect(
      DeviceSource.configuration(for: "\(folder.path)/torino/props_torino_alt.json")
        == "\(folder.path)/torino/conf_torino.json")
    #expect(
      DeviceSource.configuration(for: "\(folder.path)/manila/props.json")
        == "\(folder.path)/manila/conf_manila.json")
    #expect(DeviceSource.configuration(for: "\(folder.path)/props.json") == nil)
    #expect(try known.device(manila).name == "manila")
    #expect(
      try known.paths("manila") == [manila, "\(folder.path)/manila/conf_manila.json"])
  }
}
