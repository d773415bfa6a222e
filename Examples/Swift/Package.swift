// swift-tools-version: 6.2
import PackageDescription

// Three programs that use the package as a stranger would: `swift run -c release --package-path Examples/Swift Distil`.

let package = Package(
  name: "Examples",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "QuantumDistillation", path: "../..")],
  targets: ["Distil", "CustomAnsatz", "CustomObjective"].map {
    .executableTarget(
      name: $0,
      dependencies: [.product(name: "QuantumDistillation", package: "QuantumDistillation")])
  }
)
