import QuantumDistillation

let task = try ExtendedXOR()
let few = try task.sample(.student, perBlob: 5, seed: 0)
let test = try task.sample(.test, perBlob: 100, seed: 0)
print(few.sampleCount, few.classCount)  // prints: 80 3
