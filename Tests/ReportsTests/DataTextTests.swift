import Datasets
import Experiments
import TestSupport
import Testing

@testable import Reports

@Suite struct DataTextTests {
  private func text(_ contents: String, width: Int = 80) throws -> String {
    let folder = try TemporaryFolder()
    let path = try folder.write(contents, to: "table.csv")
    let description = try DataDescription(of: TableFile(path, label: nil, features: .columns([])))
    return try description.terminalText(width: width)
  }

  @Test func aTableIsDescribedForPeople() throws {
    let rows = (0..<12).map { "\($0 * $0 % 5),w\($0 % 2),\($0 == 3 ? "n/a" : "\($0)"),\($0 % 3)\n" }
    let text = try text("x,word,y,label\n" + rows.joined())
    // The first sentence has a folder in it, of whatever length.
    let parts = try #require(text.firstRange(of: "\n\n"))
    let sentence = text[..<parts.lowerBound].replacing("\n ", with: "")
    #expect(sentence.hasSuffix("table.csv: 12 rows, 4 columns, 2 features, labels in label"))
    #expect(
      text[parts.upperBound...].hasPrefix(
        """
        feature min  mean    sd max
        ------- --- ----- ----- ---
        x         0  1.75 1.639   4
        y         0 5.727 3.519  11

        word: 12 texts, 2 different: "w0", "w1"

        class samples share
        ----- ------- -----
        0           4 33.3%
        1           4 33.3%
        2           4 33.3%

        missing or odd values: 1
          line 5, column 3 (y): "n/a" is no number

        note: a plan refuses values that are missing or odd: fill them in, or leave the
          rows or columns out
        note: no features, as they hold texts: word

        in a plan:

        data:
          source: file

        """))
    #expect(text.contains("\n  features: [x, \"y\"]\n"))
  }

  /// Many and long names, values and classes, and characters that a terminal obeys.
  @Test func whateverIsInTheFileTheLinesFit() throws {
    let names =
      (0..<40).map { "column number \($0) of very many" } + ["\"a\n\u{1b}[31mb\"", "label"]
    let rows = (0..<60).map { row in
      (0..<40).map { row == $0 ? "" : "\(Double(row * $0 + 1) / 7e9)" }.joined(separator: ",")
        + ",\(String(repeating: "long", count: 30)),\(String(repeating: "ü", count: row + 1))\n"
    }
    let text = try text(names.joined(separator: ",") + "\n" + rows.joined())
    #expect(!text.unicodeScalars.contains("\u{1b}"))
    // The plan's own words must be there as a whole.
    let description = try #require(text.split(separator: "\nin a plan:\n").first)
    for line in description.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(text.contains("... and 20 more features, which --json lists"))
    #expect(text.contains("... and 40 more classes, which --json lists"))
    #expect(text.contains("missing or odd values: 40\n"))
  }

  @Test func anArchiveListsItsArrays() {
    let arrays = [
      ArrayOutline(name: "x", shape: [10, 2], element: "float32"),
      ArrayOutline(name: "y", shape: [10], element: "text"),
    ]
    #expect(
      ArrayOutline.terminalText(arrays, of: "a.npz").hasPrefix(
        """
        a.npz: 2 arrays

        array shape   elements
        ----- ------- --------
        x     [10, 2] float32
        y     [10]    text

        note: which array holds the features?
        """))
  }
}
