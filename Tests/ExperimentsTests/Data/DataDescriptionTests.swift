import Datasets
import FileFormats
import Tables
import TestSupport
import Testing

@testable import Experiments

@Suite struct DataDescriptionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func rows(_ count: Int, _ row: (Int) -> String) -> String {
    (0..<count).map { row($0) + "\n" }.joined()
  }

  private func describe(
    _ text: String, label: TableColumn? = nil, id: TableColumn? = nil, hasHeader: Bool = true,
    separator: CSV.Separator = .comma
  ) throws -> DataDescription {
    let path = try folder.write(text, to: "table.csv")
    return try DataDescription(
      of: TableFile(
        path, hasHeader: hasHeader, separator: separator, label: label, sampleID: id,
        features: .columns([])))
  }

  /// A plan whose `data` are those of a description, as YAML says them.
  private func plan(_ description: DataDescription) throws -> ExperimentPlan {
    let data = try #require(try description.planYAML())
    return try PlanFile(
      yaml: data + """
        name: described
        seeds: 1
        teacher: {network: {hidden: [2], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 1}}
        students: {small: [{dense: {units: classes}}]}
        objectives: {labels: [{crossEntropy: {weight: 1}}]}
        training: {optimizer: {adam: {rate: 0.01}}, epochs: 1}
        """, name: "described.yaml"
    ).experiment().plan
  }

  /// The plan is read, and its data are those that were described.
  private func check(_ description: DataDescription) throws {
    let plan = try plan(description)
    let data = try plan.data.load()
    #expect(plan.data == description.plan && plan.data.table?.preprocess == [.standard])
    #expect(data.sha256 == description.dataSHA256 && description.dataSHA256 != nil)
    let parts = try data.parts(seed: 0).parts
    #expect(DataPart.allCases.allSatisfy { $0 == .transfer || parts.features(of: $0).rowCount > 0 })
  }

  @Test func tablesGiveThePlanThatReadsThem() throws {
    let body = rows(40) { "s\($0),\($0 % 7),w,\(Double($0) / 8),\(["no", "é: {\\}"][$0 % 2])" }
    let named = try describe("name,0,word,x y,kind\n" + body, label: .name("kind"), id: .index(0))
    try check(named)
    guard case .file(let plan) = named.plan else { return }
    // A column called 0 is not column 0.
    #expect(plan.features == .columns([.name("0"), .name("x y")]) && plan.id == .name("name"))
    #expect(plan.classes == ["no", "é: {\\}"])
    let bare = try describe(body, label: .index(-1), hasHeader: false)
    try check(bare)
    #expect(bare.dataSHA256 != named.dataSHA256)
    let semicolons = "a;label\n" + rows(40) { "\($0 * $0 % 9);\($0 % 3)" }
    try check(describe(semicolons, separator: .semicolon))
    let wide =
      (0..<20).map { "f\($0)" }.joined(separator: ",") + ",label\n"
      + rows(40) { row in (0..<20).map { "\(row * $0)" }.joined(separator: ",") + ",\(row % 2)" }
    let counted = try describe(wide)
    try check(counted)
    guard case .file(let file) = counted.plan else { return }
    #expect(file.features == .rest(count: 20))
  }

  @Test(arguments: [nil, "n"])
  func arraysGiveThePlanThatReadsThem(ids: String?) throws {
    let archive = "\(folder.path)/a.npz"
    try NPZ.write(
      [
        (name: "x", array: NDArray(shape: [30, 2, 2], .integers((0..<120).map { $0 * 7 % 31 }))),
        (name: "y", array: NDArray(shape: [30], .integers((0..<30).map { $0 % 3 + 8 }))),
        (name: "n", array: NDArray(shape: [30], .texts((0..<30).map { "s\($0)" }))),
      ], to: archive)
    let description = try DataDescription(
      of: ArrayFiles(archive: archive, features: "x", labels: "y", ids: ids))
    try check(description)
    #expect(description.plan?.classNames == ["8", "9", "10"])
    let unlabelled = try DataDescription(of: ArrayFiles(archive: archive, features: "x"))
    #expect(unlabelled.plan == nil && unlabelled.dataSHA256 == nil)
    #expect(unlabelled.remarks.contains { $0.hasPrefix("where are the labels?") })
  }

  @Test(
    arguments: [
      ("a,b\n1,2\n", "which column holds the labels?", false),
      ("a,label\n1,x\n2,x\n", "the only class is \"x\"", false),
      ("a,label\n1,\n2,\n", "no row has a label", false),
      ("a,label\nu,x\nv,y\n", "no column holds numbers", false),
      ("a,a,label\n1,2,x\n2,3,y\n", "there are two columns \"a\"", false),
      ("a,label\n1,x\n,y\n", "a plan refuses values that are missing or odd", true),
      ("a,label\n1,x\n2,y\n", "class \"x\" has 1 labelled rows, too few", true),
      (
        "a,label\n1,x\n3,y\n4,\n", "samples without a label, which are in no labelled part: 1", true
      ),
      ("a,t,label\n1,u,x\n3,v,y\n", "no features, as they hold texts: t", true),
      ("a,label\n4,x\n5,y\n6,x\n", "a counts the rows", true),
    ])
  func whatIsInTheWayIsSaid(text: String, remark: String, hasPlan: Bool) throws {
    let description = try describe(text)
    #expect(description.remarks.contains { $0.hasPrefix(remark) }, "\(description.remarks)")
    #expect((description.plan != nil) == hasPlan)
  }

  /// Whoever starts from it changes what he likes: it runs as it is.
  @Test func thereIsAPlanToStartFrom() throws {
    let body = rows(60) { "\($0 % 7),w,\(Double($0) / 8),\($0 % 3)" }
    let description = try describe("a,\"odd\nna\u{7}me\",b,label\n" + body)
    let plan = try PlanFile(yaml: description.starterPlan(), name: "starter").experiment().plan
    #expect(plan.name == "table" && plan.data == description.plan)
    #expect(plan.students.map(\.name) == ["classical", "hybrid"] && plan.subject == "hybrid")
    #expect(
      try description.starterPlan().contains("# Note: no features, as they hold texts: odd na me"))
    let error = #expect(throws: FileError.self) { try describe("a,b\n1,2\n").starterPlan() }
    #expect(error?.reason.hasPrefix("which column holds the labels?") == true)
  }

  /// What the description calls odd is what a plan's reader stops at.
  @Test func oddValuesAreThoseThatAPlanRefuses() throws {
    let text = "a,b,label\n" + rows(20) { "\($0 * 3),\($0 == 7 ? "?" : "\($0)"),\($0 % 2)" }
    let description = try describe(text)
    #expect(description.dataSHA256 == nil && description.table.oddCount == 1)
    let plan = try plan(description)
    let error = #expect(throws: FileError.self) { try plan.data.load() }
    #expect(error?.place == .field(line: 9, column: 2, name: "b"))
    #expect(description.table.columns[1].odd.map(\.line) == [9])
  }
}
