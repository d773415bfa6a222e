import QuantumDistillation

let task = try ExtendedXOR()
let few = try task.sample(.student, perBlob: 5, seed: 0)
let test = try task.sample(.test, perBlob: 100, seed: 0)
print(few.sampleCount, few.classCount)  // prints: 80 3

var circuit = Circuit(qubitCount: 4)
circuit.append(AngleEmbedding(qubitCount: 4))
circuit.append(StronglyEntanglingLayers(qubitCount: 4, layerCount: 5))
let student = Model([
  Dense(inputCount: 2, outputCount: 4, hasBias: false),
  CircuitLayer(VariationalCircuit(circuit, measuring: PauliString.z(of: [0, 1]))),
  Dense(inputCount: 2, outputCount: 3, hasBias: false),
])
print(student.parameterCount, student.quantumParameterCount)  // prints: 74 60
