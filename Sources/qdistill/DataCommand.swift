import ArgumentParser

/// `qdistill data`: data sets.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Make and describe data sets.",
    discussion: """
      Examples:
        qdistill data generate extended-xor --per-blob 20 --out xor.csv
        qdistill data describe wine.csv --label class
      """,
    subcommands: [Generate.self, DescribeData.self])

  /// `qdistill data generate`
  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Generate a data set.",
      discussion: """
        Examples:
          qdistill data generate extended-xor --grid 2 --classes 2 --out xor.csv
          qdistill data generate hyperplane-parity --part test --out parity.csv
        """,
      subcommands: [GenerateExtendedXOR.self, GenerateHyperplaneParity.self])
  }
}
