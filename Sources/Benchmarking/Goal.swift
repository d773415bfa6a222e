/// What a timing is held against: times on one core of a Zen 5 (300 GFLOP/s in single precision).
///
/// The circuit alone: 15 % more than a specialised prototype of this engine took. The whole step: what a
/// hand-written, batched JAX simulator under `jit` took for a step inside `lax.scan`, divided by the speed-up we want.
/// On another machine compare with peers measured in the same sitting: `Benchmarks/README.md`.
public struct Goal: Sendable {
  /// Seconds for a forward pass and the gradient of the circuit.
  public let gradientSeconds: Double
  /// Seconds for a training step.
  public let stepSeconds: Double

  /// The goal of a workload, if it is one of ``Workload/standard``.
  public init?(_ workload: Workload) {
    guard let row = Self.table.first(where: { $0.workload == workload }) else { return nil }
    gradientSeconds = 1.15e-6 * row.prototype
    stepSeconds = 1e-6 * row.jax / row.speedUp
  }

  // Microseconds. The last two of JAX's are steps by themselves, not in a scan.
  static let table: [(workload: Workload, prototype: Double, jax: Double, speedUp: Double)] = [
    (Workload(2, 2, 32), 0.39, 12.7, 5),
    (Workload(4, 3, 32), 1.37, 26.7, 7),
    (Workload(4, 3, 256), 8.0, 70.9, 6),
    (Workload(6, 4, 64), 9.3, 201, 14),
    (Workload(8, 4, 64), 36.6, 821, 18),
    (Workload(8, 4, 256), 139, 3_306, 20),
    (Workload(10, 4, 64), 177, 4_552, 20),
    (Workload(12, 4, 32), 521, 10_084, 15),
    (Workload(16, 4, 8), 4_383, 95_870, 15),
    (Workload(20, 2, 1), 11_417, 192_980, 10),
  ]
}
