import Benchmarking
import Arithmetic
import RandomStreams
import QuantumSimulation
import Foundation
func now() -> Double { var t = timespec(); clock_gettime(CLOCK_MONOTONIC, &t); return Double(t.tv_sec) + 1e-9 * Double(t.tv_nsec) }
func time(_ f: () -> Void) -> Double {
  f(); var rep = 1
  while true { let a = now(); for _ in 0..<rep { f() }; if now() - a > 2e-4 { break }; rep *= 2 }
  var ts: [Double] = []; let t0 = now()
  while (now() - t0 < 0.2 || ts.count < 5) && ts.count < 400 { let a = now(); for _ in 0..<rep { f() }; ts.append((now() - a) / Double(rep)) }
  ts.sort(); return ts[ts.count / 20]
}
let all = [(2,2,32),(4,3,32),(4,3,256),(6,4,64),(8,4,64),(8,4,256),(10,4,64),(12,4,32)]
let cells = CommandLine.arguments.count > 1 ? all.filter { "\($0.0),\($0.1),\($0.2)" == CommandLine.arguments[1] } : all
for (n, l, b) in cells {
  for p in (CommandLine.arguments.count > 2 ? [Precision.single] : Precision.allCases) {
    let w = Workload(n, l, b).circuit
    var s = RandomStream(seed: 1, name: "x")
    func rnd(_ c: Int) -> [Double] { (0..<c).map { _ in s.uniform(in: -3..<3) } }
    var e = CircuitEngine(w, capacity: b, arithmetic: Arithmetic(p))
    let params = rnd(w.parameterCount)
    e.load(rnd(b * n), params, b)
    _ = e.gradient(outputGradient: rnd(b * n), inputs: rnd(b * n), parameters: params, sampleCount: b)
    let g = UnsafeMutablePointer<Double>.allocate(capacity: w.parameterCount)
    if CommandLine.arguments.count > 2 { for _ in 0..<Int(CommandLine.arguments[2])! { e.prepare(params); e.runGradient(sampleCount: b, into: g) }; exit(0) }
    let tp = time { e.prepare(params) }
    let tf = time { e.prepare(params); e.runForward(sampleCount: b) }
    let tg = time { e.prepare(params); e.runGradient(sampleCount: b, into: g) }
    func f(_ x: Double) -> String { String(format: "%9.2f", x * 1e6) }
    print("(\(n),\(l),\(b))", p, "prepare", f(tp), "forward", f(tf), "vjp", f(tg))
  }
}
