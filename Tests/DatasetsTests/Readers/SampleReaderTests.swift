import FileFormats
import Foundation
import Tables
import TestSupport
import Testing

@testable import Datasets

@Suite struct SampleReaderTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let columns = SampleColumns(featureCount: 2, featureNames: ["x", "y"])

  private func read(
    _ text: String, _ columns: SampleColumns = columns, hasHeader: Bool = true,
    maximumCount: Int = 100
  ) throws -> [SampleBatch] {
    let path = try folder.write(text, to: "rows.csv")
    var reader = try SampleReader(
      path, hasHeader: hasHeader, columns: columns, classes: ["red", "green"])
    var batches: [SampleBatch] = []
    while let batch = try reader.next(maximumCount: maximumCount) { batches.append(batch) }
    return batches
  }

  private func columns(
    needsLabel: Bool = false, label: TableColumn? = nil, labelName: String? = nil,
    id: TableColumn? = nil
  ) -> SampleColumns {
    var columns = Self.columns
    columns.needsLabel = needsLabel
    columns.label = label
    columns.labelName = labelName
    columns.sampleID = id
    return columns
  }

  @Test func featuresAreFoundByTheirNames() throws {
    let batch = try #require(try read("y,id,x,z\n2,a,1,9\n4,b,3,9\n").first)
    #expect(batch.features.elements == [1, 2, 3, 4])
    #expect(
      batch.places == [.line(2), .line(3)] && batch.labels.isEmpty && batch.sampleIDs.isEmpty)
  }

  @Test func elseAllColumnsAreTakenInOrder() throws {
    #expect(try read("a,b\n1,2\n").first?.features.elements == [1, 2])
    #expect(try read("1,2\n", hasHeader: false).first?.features.elements == [1, 2])
    // Labels and ids are no features.
    #expect(try read("a,label,b\n1,red,2\n").first?.features.elements == [1, 2])
    #expect(
      try read("a,kind,b\n1,red,2\n", columns(labelName: "kind")).first?.features.elements == [
        1, 2,
      ])
    let batch = try read("a,b,name\n1,2,n\n", columns(id: .name("name"))).first
    #expect(batch?.features.elements == [1, 2] && batch?.sampleIDs == ["n"])
    #expect(try read("n,1,2\n", columns(id: .index(0)), hasHeader: false).first?.sampleIDs == ["n"])
  }

  @Test func labelsAreFound() throws {
    let labelled = columns(needsLabel: true, labelName: "kind")
    #expect(try read("x,y,kind,label\n1,2,green,red\n", labelled).first?.labels == [1])
    #expect(try read("x,y,label\n1,2,green\n", labelled).first?.labels == [1])
    #expect(try read("1,2,green\n", labelled, hasHeader: false).first?.labels == [1])
    let named = columns(needsLabel: true, label: .index(0))
    #expect(try read("c,x,y\nred,1,2\n", named).first?.labels == [0])
  }

  @Test func batchesHoldAllRowsInOrder() throws {
    let text = "x,y\n" + (0..<10).map { "\($0),0\n" }.joined()
    let batches = try read(text, maximumCount: 4)
    #expect(batches.map(\.features.rowCount) == [4, 4, 2])
    #expect(batches.flatMap { $0.places } == (2...11).map { .line($0) })
    #expect(
      batches.flatMap { batch in (0..<batch.places.count).map { batch.features[$0, 0] } }
        == (0..<10).map { Double($0) })
    #expect(try read("x,y\n").isEmpty && read("", hasHeader: false).isEmpty)
  }

  @Test(
    arguments: [
      ("x,y\n1,2\n3,\n", "line 3, column 2 (y): the value is missing"),
      ("x,y\n1,one\n", "line 2, column 2 (y): \"one\" is no finite number"),
      ("x,y\n1,nan\n", "line 2, column 2 (y): \"nan\" is no finite number"),
      ("x,z\n1,2\n", "line 1: there is no column \"y\"; the nearest is \"x\""),
      ("x,y,x\n1,2,3\n", "line 1: there are two columns \"x\""),
      ("a,b,c\n1,2,3\n", "line 1: 3 columns, where there should be 2; name them \"x\", \"y\", or"),
      ("a,label\n1,red\n", "line 1: 1 column besides labels, where there should be 2"),
      ("0.5,2\n1,2\n", "line 1: numbers stand where the columns' names should be"),
      ("x,y\n1,2,3\n", "line 2: 3 fields, where the header has 2"),
      ("", "there is no header: the file is empty"),
    ])
  func badTablesAreRefused(text: String, message: String) throws {
    let error = #expect(throws: FileError.self) { try read(text) }
    #expect("\(error!)".contains(message), "\(error!)")
  }

  /// Who is told the answer learns nothing.
  @Test func aColumnIsOneThing() throws {
    func message(_ columns: SampleColumns) -> String {
      let error = #expect(throws: FileError.self) { try read("x,y,n\n1,2,3\n", columns) }
      return "\(error as Any)"
    }
    let label = message(columns(needsLabel: true, label: .index(-2)))
    #expect(label.contains("the column \"y\" is a feature and the label; leave it out of one"))
    let id = message(columns(id: .name("x")))
    #expect(id.contains("the column \"x\" is a feature and the sample's id; leave it out of one"))
    // Labels may be shown beside what is predicted.
    #expect(
      try read("x,y,label\n1,2,red\n", columns(id: .name("label"))).first?.sampleIDs == ["red"])
  }

  @Test(
    arguments: [
      ("x,y,label\n1,2,blue\n", "line 2, column 3 (label): the label \"blue\" is none of the"),
      ("x,y,label\n1,2,\n", "line 2, column 3 (label): the label is missing"),
      ("x,y,kind\n1,2,red\n", "line 1: there is no column \"label\"; which one holds the labels?"),
    ])
  func badLabelsAreRefused(text: String, message: String) throws {
    let error = #expect(throws: FileError.self) { try read(text, columns(needsLabel: true)) }
    #expect("\(error!)".contains(message), "\(error!)")
  }
}
