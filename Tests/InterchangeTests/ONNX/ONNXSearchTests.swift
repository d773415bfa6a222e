import Foundation
import TestSupport
import Testing

@testable import Interchange

/// What people read who have no ONNX Runtime, or the wrong one. None of these tests needs it.
@Suite struct ONNXSearchTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A search that finds only what is in the folder.
  private func search(_ environment: [String: String] = [:]) -> ONNXRuntime.Search {
    ONNXRuntime.Search(
      environment: ["PATH": folder.path].merging(environment) { $1 },
      names: ["libqdistill-no-such-library.so"], timeLimit: .seconds(20))
  }

  private func failure(_ search: ONNXRuntime.Search, path: String? = nil) -> String? {
    do throws(InterchangeError) {
      _ = try search.runtime(path: path)
      return nil
    } catch {
      return error.description
    }
  }

  private func addProgram(_ name: String, _ script: String) throws {
    let path = try folder.write("#!/bin/sh\n\(script)\n", to: name)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  @Test func whenNothingIsFoundTheErrorSaysHowToGetIt() {
    #expect(
      failure(search()) == """
        ONNX Runtime: not found: pip install onnxruntime, or give its library with --onnxruntime PATH \
        or QDISTILL_ONNXRUNTIME; a file of the teacher's logits or probabilities does without it
        """)
  }

  @Test func aPathIsUsedOrRefused() throws {
    let text = try folder.write("no library", to: "text.so")
    let missing = "\(folder.path)/missing.so"
    for path in [text, missing] {
      for message in [
        failure(search(), path: path),
        failure(search(["QDISTILL_ONNXRUNTIME": path])),
      ] {
        let message = try #require(message)
        #expect(message.contains("\(path): cannot load ONNX Runtime: "))
        #expect(message.components(separatedBy: path).count == 2, "\(message)")
        #expect(!message.contains("\n"))
      }
    }
    #expect(
      failure(search(["QDISTILL_ONNXRUNTIME": text]))?.hasPrefix("QDISTILL_ONNXRUNTIME=") == true)
    #expect(failure(search(["QDISTILL_ONNXRUNTIME": ""]))?.contains("not found") == true)
  }

  @Test func anotherLibraryIsToldApart() throws {
    // A library that this process has loaded already.
    var library: String?
    for name in ["libm.so.6", "libSystem.dylib"] where dlopen(name, RTLD_NOW) != nil {
      library = name
    }
    let name = try #require(library)
    #expect(
      failure(search(), path: name)
        == "\(name): this library is not ONNX Runtime; the one that is wanted is called libonnxruntime"
    )
  }

  @Test func aPythonPackageWithoutALibraryIsNamed() throws {
    try addProgram("python3", "echo \(folder.path)/onnxruntime")
    let message = try #require(failure(search()))
    #expect(message.hasPrefix("\(folder.path)/onnxruntime: "))
    #expect(message.contains("pip install --upgrade onnxruntime"))
  }

  @Test func theLibraryOfAPythonPackageIsLoaded() throws {
    let capi = "\(folder.path)/onnxruntime/capi"
    try FileManager.default.createDirectory(atPath: capi, withIntermediateDirectories: true)
    for file in ["libonnxruntime_providers_shared.so", "libonnxruntime.so.1.20.1"] {
      try folder.write("no library", to: "onnxruntime/capi/\(file)")
    }
    // `python3` knows nothing, so `python` is asked.
    try addProgram("python3", "echo")
    try addProgram("python", "echo \(folder.path)/onnxruntime")
    #expect(
      failure(search())?.hasPrefix("\(capi)/libonnxruntime.so.1.20.1: cannot load ONNX Runtime")
        == true)
  }

  @Test(arguments: ["exec sleep 60", "echo /tmp; exec sleep 60", "exec sleep 60 >&-", "exit 3"])
  func aPythonThatHangsOrFailsIsNotWaitedFor(script: String) throws {
    try addProgram("python3", script)
    var search = search(["PATH": "\(folder.path):/usr/bin:/bin"])
    search.interpreters = ["python3"]
    search.timeLimit = .milliseconds(300)
    let start = ContinuousClock.now
    #expect(failure(search)?.contains("not found") == true)
    // Far less than the minute; a busy machine may take its time.
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test(arguments: [
    ("a\n  b\tc", "a b c"),
    (
      "/src/model.cc:17 ort::Model::Model(const A&, B<void()>&&) IR version (12) is new",
      "IR version (12) is new"
    ),
    ("/src/model.cc:17 Load() ", "/src/model.cc:17 Load()"),
    ("node.h:88 Compute sizes differ", "node.h:88 Compute sizes differ"),
    ("Load failed (twice)", "Load failed (twice)"),
    (String(repeating: "a", count: 500), String(repeating: "a", count: 400) + "..."),
  ])
  func theWordsOfTheLibraryAreOneReadableLine(message: String, line: String) {
    #expect(ONNXFailure(message).message == line)
  }

  @Test(arguments: [
    ("1.17.0", true), ("1.20.1", true), ("1.32.0-dev", true), ("2.0.0", true),
    ("1.16.3", false), ("0.5.0", false), ("", false), ("unknown", false),
  ])
  func versionsAreNumbersNotText(version: String, isSupported: Bool) {
    #expect(ONNXRuntime.isSupported(version) == isSupported)
  }
}
