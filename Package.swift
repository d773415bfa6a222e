// swift-tools-version: 6.2
import PackageDescription

// Foundation first: each target imports only targets declared above it, and only what it needs.
// `.ci/run` checks this with `Scripts/check_imports.py`.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let numerics = Target.Dependency.product(name: "Numerics", package: "swift-numerics")
let cryptography = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yaml = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// A library target and the test target that mirrors it.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil,
  testDependencies: [Target.Dependency] = [], testResources: [Resource]? = nil
) -> [Target] {
  [
    .target(
      name: name, dependencies: dependencies, resources: resources, swiftSettings: settings),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies + testDependencies,
      resources: testResources, swiftSettings: settings),
  ]
}

let targets: [[Target]] = [
  [.target(name: "CKernels", exclude: ["Template"])],
  library("Arithmetic", ["CKernels"]),
  library("RandomStreams", [numerics]),
  library("Tables"),
  library(
    "FileFormats", testDependencies: ["RandomStreams"], testResources: [.copy("Golden")]),
  library(
    "QuantumSimulation", ["CKernels", "Arithmetic", "RandomStreams", numerics],
    testResources: [.copy("Golden")]),
  library(
    "NeuralNetworks", ["CKernels", "Arithmetic", "RandomStreams", numerics],
    testResources: [.copy("Golden")]),
  library(
    "HybridModels",
    ["Arithmetic", "RandomStreams", "Tables", "QuantumSimulation", "NeuralNetworks"],
    testDependencies: [numerics]),
  library(
    "Datasets", ["RandomStreams", "Tables", "FileFormats", numerics],
    testResources: [.copy("Golden")]),
  library(
    "Interchange", ["Tables", "FileFormats", "QuantumSimulation", numerics],
    resources: [
      "classical", "student", "self_check", "simulator", "run_numpy", "run_pennylane",
      "run_qiskit", "run_braket", "run_openqasm",
    ].map { .embedInCode("Export/Python/\($0).py") }, testDependencies: ["RandomStreams"]),
  library(
    "Distillation",
    [
      "CKernels", "Arithmetic", "RandomStreams", "Tables", "NeuralNetworks", "HybridModels",
      "Datasets", numerics,
    ],
    testDependencies: ["QuantumSimulation", numerics], testResources: [.copy("Golden")]),
  library(
    "Experiments",
    [
      "Arithmetic", "RandomStreams", "Tables", "FileFormats", "QuantumSimulation",
      "NeuralNetworks", "HybridModels", "Datasets", "Distillation", "Interchange", cryptography,
      numerics, yaml,
    ],
    resources: ["extended-xor", "starter"].map { .embedInCode("Plan/\($0).yaml") },
    testResources: [.copy("Golden")]),
  library(
    "Reports",
    [
      "Arithmetic", "Tables", "FileFormats", "QuantumSimulation", "NeuralNetworks", "HybridModels",
      "Datasets", "Distillation", "Experiments",
    ], testDependencies: ["RandomStreams"], testResources: [.copy("Golden")]),
  library(
    "Benchmarking",
    [
      "Arithmetic", "RandomStreams", "Tables", "QuantumSimulation", "NeuralNetworks",
      "HybridModels", "Datasets", "Distillation",
    ]),
  [
    .target(
      name: "TestSupport",
      dependencies: [
        "Arithmetic", "RandomStreams", "Tables", "NeuralNetworks", "HybridModels", "Datasets",
        "Interchange", "Distillation",
      ],
      path: "Tests/TestSupport", swiftSettings: settings),
    .target(
      name: "QuantumDistillation",
      dependencies: [
        "Arithmetic", "RandomStreams", "Tables", "FileFormats", "QuantumSimulation",
        "NeuralNetworks",
        "HybridModels", "Datasets", "Interchange", "Distillation", "Experiments", "Reports",
      ], swiftSettings: settings),
    .executableTarget(
      name: "qdistill",
      dependencies: [
        "Arithmetic", "Tables", "FileFormats", "QuantumSimulation", "Datasets", "Interchange",
        "Experiments", "Reports", "Benchmarking", arguments,
      ], swiftSettings: settings),
    .testTarget(
      name: "QuantumDistillationTests", dependencies: ["QuantumDistillation"],
      swiftSettings: settings),
    .testTarget(
      name: "qdistillTests",
      dependencies: ["qdistill", "FileFormats", "Datasets", "Experiments", "TestSupport"],
      swiftSettings: settings),
  ],
]

let package = Package(
  name: "QuantumDistillation",
  // Built and tested on Linux; on a Mac these are the first with all that is used.
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "QuantumDistillation", targets: ["QuantumDistillation"]),
    .executable(name: "qdistill", targets: ["qdistill"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: targets.flatMap { $0 },
  swiftLanguageModes: [.v6]
)
