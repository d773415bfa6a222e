import Testing

@testable import FileFormats

@Suite struct CSVTests {
  @Test(arguments: [
    (["a", "b"], "a,b\n"), (["a,b", "c"], "\"a,b\",c\n"), (["say \"hi\""], "\"say \"\"hi\"\"\"\n"),
    (["two\nlines", ""], "\"two\nlines\",\n"), (["\r"], "\"\r\"\n"),
  ])
  func fieldsAreQuotedWhereNeeded(fields: [String], line: String) {
    #expect(CSV.line(fields) == line)
  }

  @Test func aTableHasItsHeaderFirst() {
    #expect(CSV.text(header: ["x", "y"], rows: [["1", "2"], ["3", "4"]]) == "x,y\n1,2\n3,4\n")
  }
}
