/// An object that ONNX Runtime made for us, released at the end of its life.
///
/// It keeps the runtime alive: nothing outlives the environment that it was made in. As a value that cannot be copied it
/// lives to the end of its scope, not only to its last use: what the library knows of it stays valid there.
struct ONNXObject: ~Copyable {
  let handle: ONNXHandle
  private let slot: ONNXInterface.Slot
  private let runtime: ONNXRuntime

  /// Takes over an object that this function of the table releases.
  init(_ handle: ONNXHandle, releasedBy slot: ONNXInterface.Slot, runtime: ONNXRuntime) {
    self.handle = handle
    self.slot = slot
    self.runtime = runtime
  }

  deinit {
    runtime.interface.release(slot, handle)
  }
}
