import Foundation
import TestSupport
import Testing

@testable import Experiments
@testable import Reports

@Suite struct HTMLReportTests {
  @Test(arguments: [0, 1, 2, 5])
  func thePageIsWellFormed(treatments: Int) throws {
    let page = try SampleReport(treatments: treatments).report().html()
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(try PageTags(page).problem == nil)
  }

  @Test func controlsAreTablesNotFigures() throws {
    let plain = try SampleReport().report()
    #expect(!(try plain.html().contains("id=\"controls\"")))
    let report = try SampleReport(controls: [.frozenCircuit, .shuffledTeacher]).report()
    let page = try report.html()
    #expect(try PageTags(page).problem == nil)
    #expect(page.contains("id=\"controls\""))
    #expect(page.contains("shuffled-teacher: is it what the teacher knows of each sample?"))
    #expect(page.contains(">hybrid-frozen</td>"))
    for figure in report.figures {
      #expect(!figure.table.csv.contains("hybrid-frozen"), "\(figure.name)")
    }
  }

  @Test func theCheckOfTagsSeesWhatIsWrong() throws {
    #expect(try PageTags("<p><b>x</p></b>").problem != nil)
    #expect(try PageTags("<p>x").problem != nil && PageTags("x</p>").problem != nil)
    #expect(try PageTags("<p>x<meta charset=\"a\"/></p>").problem == nil)
    #expect(try PageTags("<div/>").problem != nil)
  }

  /// It can be sent to somebody as it is.
  @Test func thePageAsksForNothingFromElsewhere() throws {
    let page = try HTMLReport.sample.get().html()
    let tags = try PageTags(page)
    #expect(
      !tags.names.contains { ["script", "link", "img", "iframe", "object", "base"].contains($0) })
    #expect(
      !tags.attributes.contains { ["src", "srcset", "data", "action", "style"].contains($0.name) })
    #expect(!tags.attributes.contains { $0.name.hasPrefix("on") || $0.value.contains("://") })
    #expect(!page.contains("@import") && !page.contains("url("))
    let links = tags.attributes.filter { $0.name == "href" }.map(\.value)
    #expect(links.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("figures/") })
  }

  @Test func linksAndLabelsLeadSomewhere() throws {
    let report = try HTMLReport.sample.get()
    let tags = try PageTags(try report.html())
    func values(_ name: String) -> [String] {
      tags.attributes.filter { $0.name == name }.map(\.value)
    }
    let ids = values("id")
    #expect(Set(ids).count == ids.count)
    for link in values("href") where link.hasPrefix("#") {
      #expect(ids.contains(String(link.dropFirst())))
    }
    for label in values("aria-labelledby").flatMap({ $0.split(separator: " ") }) {
      #expect(ids.contains(String(label)))
    }
    let files = report.figureFiles.map(\.name)
    for link in values("href") where link.hasPrefix("figures/") { #expect(files.contains(link)) }
    #expect(files.count == 2 * report.figures.count && Set(files).count == files.count)
    // Pictures that say something have a role and a name; swatches are beside their names.
    let pictures = tags.elements.filter { $0.name == "svg" }
    #expect(pictures.count > 20)
    for picture in pictures {
      let isHidden = picture.attributes["aria-hidden"] == "true"
      #expect(
        isHidden
          || (picture.attributes["role"] == "img" && picture.attributes["aria-labelledby"] != nil))
    }
  }

  @Test func verdictTablesMethodsAndProvenanceAreThere() throws {
    let report = try HTMLReport.sample.get()
    let page = try report.html()
    let results = report.results
    for sentence in results.answers(on: "distilled") { #expect(page.contains(sentence)) }
    let verdict = try #require(page.range(of: results.answers(on: "distilled")[0]))
    let table = try #require(page.range(of: "<table>"))
    #expect(verdict.lowerBound < table.lowerBound)
    for part in [
      "<caption>", "scope=\"col\"", "scope=\"row\"", "<h2 id=\"methods\">",
      "qdistill run plan.yaml",
      "perBlob:", "prefers-color-scheme: dark", "@media print",
      "figure-decision-regions",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    #expect(page.contains("Circuit of hybrid"))
    #expect(page.contains(", up to 2 runs at a time</dd>"))
  }

  @Test func whatCannotBeShownIsLeftOutWithAWord() throws {
    let page = try SampleReport().report(hasData: false).html()
    #expect(page.contains("Decision regions are left out: the data were not at hand."))
    #expect(!page.contains("figure-decision-regions"))
    let alone = try SampleReport(students: ["classical"], treatments: 0).report().html()
    #expect(alone.contains("There is no other objective to compare with."))
    for missing in [
      "id=\"students\"", "id=\"circuits\"", "figure-differences", "figure-parameters",
    ] {
      #expect(!alone.contains(missing), "\(missing)")
    }
  }

  @Test func failedSeedsAreSaid() throws {
    let report = try SampleReport(failingStudent: "classical").report()
    let page = try report.html()
    #expect(page.contains("classical, labels: 12 of 12 seeds failed."))
    #expect(page.contains("all seeds failed") && page.contains("no seed to compare"))
    #expect(try PageTags(page).problem == nil)
  }

  /// The subject's objectives by what became of it.
  @Test func ofManyTreatmentsTheVerdictIsShort() throws {
    let report = try SampleReport(treatments: 5).report()
    let page = try report.html()
    let header = try #require(page.range(of: "</header>"))
    #expect(page[..<header.lowerBound].contains("hybrid does better than with labels: "))
    #expect(page[..<header.lowerBound].split(separator: "<p>").count < 8)
  }

  /// 30 seeds.
  @Test func thePageIsNotTooLarge() throws {
    let names = (0..<4).map { $0 == 3 ? "hybrid" : "classical-\($0)" }
    let report = try SampleReport(seeds: 30, students: names).report()
    let size = try report.html().utf8.count
    #expect(size > 50_000 && size < 400_000)
  }

  @Test func hostileNamesStayNames() throws {
    let name = "<img src=x onerror=alert(1)> & \"y\""
    var table = TextTable(columns: [(name, .left), ("n", .right)])
    table.rows = [[name, "1"], ["", ""]]
    let html = table.html(caption: name).xml
    #expect(!html.contains("<img") && html.contains("&lt;img src=x"))
    #expect(try PageTags(html).problem == nil)
    let sample = try SampleReport(students: ["<b>&\"x\"", "hybrid"])
    let page = try sample.report().html()
    #expect(!page.contains("<b>") && page.contains("&lt;b&gt;&amp;&quot;x&quot;"))
    #expect(try PageTags(page).problem == nil)
  }

  /// Another plan's figures do not stay beside this one's; what is not ours does.
  @Test func theFolderHoldsThisReportsFiles() throws {
    let folder = try TemporaryFolder()
    let report = try HTMLReport.sample.get()
    try report.write(inRunFolder: folder.path)
    try folder.write("mine", to: "figures/notes.txt")
    try SampleReport(students: ["classical"], treatments: 0).report(hasData: false)
      .write(inRunFolder: folder.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/figures")
      .sorted()
    #expect(
      names == [
        "confusion.csv", "confusion.svg", "f1-by-seed.csv", "f1-by-seed.svg", "learning-curves.csv",
        "learning-curves.svg", "notes.txt", "reliability.csv", "reliability.svg",
        "training-loss.csv",
        "training-loss.svg",
      ])
    let page = try String(contentsOfFile: "\(folder.path)/report.html", encoding: .utf8)
    #expect(page.contains("There is no other objective"))
  }

  @Test func ofVeryManyClassesThereIsNoMatrix() throws {
    let page = try SampleReport(seeds: 2, students: ["classical"], classes: 41)
      .report(hasData: false).html()
    #expect(page.contains("Confusion matrices of 41 classes are left out."))
    #expect(!page.contains("figure-confusion"))
  }

  /// A style sheet is no place where characters could be escaped.
  @Test func theStyleSheetNeedsNoEscapes() {
    for sheet in [PageStyle.sheet, FigureRenderer.style, CircuitFigure.style] {
      #expect(!sheet.contains { "<>&\"".contains($0) })
      #expect(sheet.count { $0 == "{" } == sheet.count { $0 == "}" })
    }
  }
}
