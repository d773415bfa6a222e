// One import for everything: `import QuantumDistillation`.

@_exported import Arithmetic
@_exported import Datasets
@_exported import Distillation
@_exported import Experiments
@_exported import FileFormats
@_exported import HybridModels
@_exported import Interchange
@_exported import NeuralNetworks
@_exported import QuantumSimulation
@_exported import RandomStreams
@_exported import Reports
@_exported import Tables
