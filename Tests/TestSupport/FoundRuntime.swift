import Foundation
import Interchange

/// ONNX Runtime, if it is found: tests that run models are skipped without it.
public let foundRuntime = try? ONNXRuntime.find()

/// Models that `Scripts/onnx_check.py` wrote.
public let goldenONNXFolder = ProcessInfo.processInfo.environment["QDISTILL_ONNX_GOLDEN"]

/// The golden folder asks for a runtime: it must not be skipped then.
public let isRuntimeWanted = foundRuntime != nil || goldenONNXFolder != nil
