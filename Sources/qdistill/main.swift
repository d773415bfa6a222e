import Foundation
import RandomStreams
import QuantumSimulation
import NeuralNetworks
import HybridModels
import Datasets
import Distillation
func mlp(_ a: Activation, _ sizes: [Int], scale: Double = 1) -> Model {
  var layers: [any Layer] = []
  for i in 0..<sizes.count - 1 {
    layers.append(Dense(inputCount: sizes[i], outputCount: sizes[i+1], initializer: .init(weightScale: i == 0 ? scale : 1)))
    if i < sizes.count - 2 { layers.append(ActivationLayer(a, count: sizes[i+1])) }
  }
  return Model(layers)
}
func hybrid(_ ansatz: some Ansatz, _ measured: Int, frozen: Bool = false) -> Model {
  var c = Circuit(qubitCount: 4)
  c.append(AngleEmbedding(qubitCount: 4)); c.append(ansatz)
  return Model([Dense(inputCount: 2, outputCount: 4, hasBias: false), CircuitLayer(VariationalCircuit(c, measuring: PauliString.z(of: 0..<measured))), Dense(inputCount: measured, outputCount: 3, hasBias: false)], frozenLayers: frozen ? [1] : [])
}
let sel = StronglyEntanglingLayers(qubitCount: 4, layerCount: 5)
let students: [(String, Model)] = [("classical-195", mlp(.relu, [2,32,3])), ("75-relu", mlp(.relu, [2,12,3])), ("75-tanh", mlp(.tanh, [2,12,3])), ("75-sine", mlp(.sine, [2,12,3], scale: 3)),
 ("hybrid-74", hybrid(sel, 2)), ("universal", hybrid(SpecialUnitaryRing(qubitCount: 4, blockCount: 4), 2)), ("hybrid-80", hybrid(sel, 4)), ("frozen", hybrid(sel, 2, frozen: true))]
for (n, m) in students { print(n, m.parameterCount, m.quantumParameterCount, m.trainedParameterCount, m.inactiveParameters().count) }
let gen = try ExtendedXOR()
let seeds = Int(CommandLine.arguments.dropFirst().first ?? "4")!
let only = CommandLine.arguments.dropFirst(2).first
var sums: [String: [Double]] = [:]
nonisolated(unsafe) var times: [String: Double] = [:]
func timed<T>(_ k: String, _ f: () throws -> T) rethrows -> T { let t = Date(); defer { times[k, default: 0] += -t.timeIntervalSinceNow }; return try f() }
for seed in 0..<UInt64(seeds) {
  func stream(_ n: String) -> RandomStream { RandomStream(seed: seed, name: n) }
  var s1 = stream("data/teacher"), s2 = stream("data/student"), s3 = stream("data/test")
  let tset = try gen.sample(perBlob: 60, from: &s1), sset = try gen.sample(perBlob: 5, from: &s2), test = try gen.sample(perBlob: 100, from: &s3)
  let tm = mlp(.relu, [2,32,32,3])
  var ti = stream("teacher/init")
  let teacher = try timed("teacher") { Teacher(tm, parameters: try Trainer(tm, objective: Objective([CrossEntropyTerm(weight: 1)]), settings: .init(optimizer: .adam(rate: 0.003), epochs: 200)).train(on: .init(tset), from: tm.initialParameters(from: &ti), batches: stream("teacher/batches")).parameters) }
  let tl = teacher.logits(for: test.features)
  sums["teacher", default: []].append(Evaluation(logits: tl, teacherLogits: tl, labels: test.labels).macroF1)
  for (n, m) in students where only == nil || only == n {
    for (on, o) in [("labels", Objective([CrossEntropyTerm(weight: 1)])), ("distilled", Objective([CrossEntropyTerm(weight: 0.5), LogitsTerm(weight: 0.5, temperature: 2)]))] {
      var i = stream("init")
      let p = try timed(n) { try Trainer(m, objective: o, settings: .init(optimizer: .adam(rate: 0.01), epochs: 1000)).train(on: .init(sset, teacherLogits: teacher.logits(for: sset.features)), from: m.initialParameters(from: &i), batches: stream("batches")) }
      sums[n + " " + on, default: []].append(Evaluation(logits: m.logits(for: test.features, parameters: p.parameters), teacherLogits: tl, labels: test.labels).macroF1)
    }
  }
}
func ms(_ v: [Double]) -> String { let m = v.reduce(0,+)/Double(v.count); return String(format: "%.3f +- %.3f", m, (v.map{($0-m)*($0-m)}.reduce(0,+)/Double(max(1,v.count-1))).squareRoot()) }
for k in sums.keys.sorted() { print(k, ms(sums[k]!)) }
for (n, _) in students where sums[n + " labels"] != nil { print(n, "diff", ms(zip(sums[n+" distilled"]!, sums[n+" labels"]!).map{$0-$1})) }
for k in times.keys.sorted() { print(k, times[k]! / Double(seeds)) }
