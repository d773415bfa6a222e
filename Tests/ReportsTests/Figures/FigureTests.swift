import Distillation
import Testing

@testable import Experiments
@testable import Reports

@Suite struct FigureTests {
  static let heatMap = Figure.heatMap(
    name: .tuning, title: "Temperature and weight", caption: "Macro-F1 on the validation part.",
    rowTitle: "weight", rows: ["0.5", "0.9"], columnTitle: "temperature", columns: ["1", "2", "4"],
    valueTitle: "macro-F1", values: [[0.7, 0.75, nil], [0.72, 0.81, 0.8]])

  @Test func aHeatMapShadesWhatIsThere() throws {
    let picture = try ParsedElement.parsing(FigureRenderer(Self.heatMap).file)
    let cells = picture.all.filter { $0.has("cell") }
    #expect(cells.count == 5)
    let opacities = cells.compactMap { $0.number("fill-opacity") }
    #expect(opacities.max() == opacities[3] && opacities.min() == opacities[0] && opacities[0] > 0)
    #expect(picture.all.map(\.text).contains("0.810"))
    #expect(
      Self.heatMap.table.csv.split(separator: "\n")
        == [
          "weight,temperature,macro-F1", "0.5,1,0.7", "0.5,2,0.75", "0.5,4,", "0.9,1,0.72",
          "0.9,2,0.81", "0.9,4,0.8",
        ])
  }

  /// What is said for those who do not see a picture, and which panels there are.
  @Test func everyPanelSaysWhatItShows() throws {
    for figure in try HTMLReport.sample.get().figures {
      #expect(!figure.title.isEmpty && figure.caption.hasSuffix(".") && !figure.panels.isEmpty)
      for panel in figure.panels {
        #expect(panel.summary.contains { $0.isNumber }, "\(figure.name)")
        #expect(!panel.x.title.isEmpty && !panel.x.ticks.isEmpty && !panel.y.ticks.isEmpty)
        // Rows of names need no title.
        #expect(!panel.y.title.isEmpty || panel.y.hasNames)
      }
    }
  }

  /// No text or mark stands outside of its picture.
  @Test(arguments: [1, 5])
  func nothingIsCutOff(treatments: Int) throws {
    for figure in try SampleReport(treatments: treatments, failingStudent: "classical").report()
      .figures
    {
      for panel in FigureRenderer(figure).pagePanels.joined() {
        let picture = try ParsedElement.parsing(panel.xml)
        let width = try #require(picture.number("width"))
        let height = try #require(picture.number("height"))
        for text in picture.all where text.name == "text" {
          let x = try #require(text.number("x"))
          let length = textWidth(
            text.text, fontSize: text.has("tick") || text.has("small") ? 11 : 12)
          if text.attributes["transform"] != nil { continue }
          let left = text.has("end") ? x - length : text.has("middle") ? x - length / 2 : x
          #expect(left >= -1 && left + length <= width + 1, "\(figure.name): \(text.text)")
          #expect(
            (0...height).contains(try #require(text.number("y"))), "\(figure.name): \(text.text)")
        }
        for rectangle in picture.all where rectangle.name == "rect" {
          let x = try #require(rectangle.number("x"))
          #expect(x >= 0 && x + (rectangle.number("width") ?? 0) <= width)
        }
      }
    }
  }

  /// Every seed is in the data, also the one that failed.
  @Test func theDataAreALongTable() throws {
    let sample = try SampleReport(seeds: 3, failingStudent: "classical")
    let figures = try sample.report().figures
    func lines(_ name: FigureName) throws -> [Substring] {
      try #require(figures.first { $0.name == name }).table.csv.split(separator: "\n")
    }
    let scores = try lines(.seedScores)
    #expect(scores[0] == "student,objective,seed,macroF1" && scores.count == 1 + 4 * 3)
    #expect(scores[1] == "classical,labels,0," && scores[7].hasPrefix("hybrid,labels,0,0."))
    let run = try #require(sample.records.arms[2].runs[0].trained)
    #expect(scores[7] == "hybrid,labels,0,\(run.evaluation.macroF1)")
    #expect(try lines(.differences)[0] == "student,treatment,control,seed,difference")
    #expect(try lines(.learningCurves).count == 1 + 2 * 6)
    let regions = try lines(.decisionRegions)
    #expect(
      regions[0]
        == "x0,x1,teacher class,teacher confidence,hybrid/labels class,hybrid/labels confidence,"
        + "hybrid/distilled class,hybrid/distilled confidence")
    #expect(regions.count == 1 + 36)
    // All samples of all seeds are in a row's shares.
    let confusion = try lines(.confusion).dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let teacher = confusion.filter { $0[0] == "teacher" && $0[2] == "0" }.compactMap {
      Double($0[4])
    }
    #expect(abs(teacher.reduce(0, +) - 1) < 1e-12)
  }

  /// The curves' middle is a median, their band the middle 80 %.
  @Test func aCurveShowsTheMedianOfTheSeeds() throws {
    let sample = try SampleReport(seeds: 5)
    let figure = try #require(try sample.report().figures.first { $0.name == .learningCurves })
    let last = Summary(
      sample.records.arms[0].runs.map { $0.trained!.curve.validationMacroF1.last! })
    guard case .band(let spans, _) = figure.panels[0].marks[0],
      case .line(let places, _) = figure.panels[0].marks[2]
    else {
      Issue.record("other marks")
      return
    }
    #expect(spans.count == 6 && spans.last?.x == 60)
    #expect(places.last?.y == last.percentile(0.5) && spans.last?.low == last.percentile(0.1))
    #expect(spans.last?.high == last.percentile(0.9))
  }

  @Test func ofManyArmsOnlyTheSubjectsHaveAPanel() throws {
    let figures = try SampleReport(seeds: 2, treatments: 12).report().figures
    let confusion = try #require(figures.first { $0.name == .confusion })
    #expect(confusion.panels.count == 1 + 13)
    #expect(confusion.caption.hasSuffix("Of the students only hybrid is shown."))
    #expect(Set(confusion.panels.map(\.title)) == ["teacher", "hybrid"])
    // All are in the picture of seeds and of parameters.
    #expect(figures[0].panels.count == 2)
  }

  /// Rectangles of one class and strength cover exactly its cells.
  @Test func regionsCoverThePlane() throws {
    let sample = try SampleReport()
    let figure = try #require(try sample.report().figures.first { $0.name == .decisionRegions })
    let map = sample.regions.maps[1]
    var areas: [Int: Double] = [:]
    for mark in figure.panels[1].marks {
      guard case .areas(let rectangles, let color, _) = mark else { continue }
      for rectangle in rectangles {
        areas[color - 1, default: 0] +=
          (rectangle.x.upperBound - rectangle.x.lowerBound)
          * (rectangle.y.upperBound - rectangle.y.lowerBound)
      }
    }
    for index in 0..<3 {
      let share = Double(map.classes.count { $0 == index }) / 36
      #expect(abs(areas[index, default: 0] / (2.4 * 2.4) - share) < 1e-9)
    }
  }

  @Test func aLongNameLeavesRoomForTheScore() {
    let text = FigureSource.subtitle(String(repeating: "long", count: 20), 0.5, width: 168)
    #expect(text.hasPrefix("longlong") && text.hasSuffix("…, F1 0.500"))
    #expect(textWidth(text, fontSize: 12) <= 168)
    #expect(FigureSource.subtitle("hot", 0.25, width: 168) == "hot, F1 0.250")
    #expect(FigureSource.subtitle("", nil, width: 168) == "F1 -")
  }

  /// A line joins the smallest arm and those that are larger and better.
  @Test func theFrontIsWhatNothingSmallerBeats() throws {
    let sample = try SampleReport(seeds: 5, students: ["hybrid", "classical"])
    let report = try sample.report()
    let figure = try #require(report.figures.first { $0.name == .parameters })
    let fronts = figure.panels[0].marks.compactMap { mark -> [Place]? in
      if case .line(let places, _) = mark { places } else { nil }
    }
    let arms = report.results.arms.map { Place(x: Double($0.parameters), y: $0.macroF1.mean!) }
    let unbeaten = arms.filter { arm in !arms.contains { $0.x <= arm.x && $0.y > arm.y } }
    #expect(unbeaten.count == 2 && fronts == [unbeaten.sorted { $0.x < $1.x }])
    #expect(figure.caption.contains("Pareto front"))
    // In the other order of sizes the small one beats the large one.
    let other = try #require(HTMLReport.sample.get().figures.first { $0.name == .parameters })
    #expect(!other.caption.contains("Pareto front"))
  }

  @Test func aRowHasTheMarksOfSoManySeeds() {
    let values = [nil] + (1...500).map { Double($0) }
    let dots = FigureSource.dots(values, at: 10)
    #expect(dots.map(\.x) == (1..<200).map { Double($0) } && dots.allSatisfy { $0.y < 10 })
  }

  @Test func markersDifferWhereColoursDo() {
    let styles = (0..<8).map { MarkStyle.objective($0) }
    #expect(Set(styles.map(\.color)).count == 8)
    #expect(Set(styles.map { [$0.marker.rawValue, "\($0.isHollow)"] }).count == 8)
    #expect(Set((0..<8).map { MarkStyle.ofClass($0).marker }).count == 8)
  }

  @Test func hostileNamesStayNames() throws {
    let name = "</text><script>alert(1)</script> & \"x\""
    let figure = Figure(
      name: .tuning, title: name, caption: name,
      groups: [
        [
          Panel(
            title: name, subtitle: name, summary: name, x: .names([name, "b"], title: name),
            y: .names([name], title: name),
            marks: [.labels([.init(place: Place(x: 1, y: 0.5), text: name)])])
        ]
      ], legend: [.init(label: name, shape: .area, style: .ofClass(1))],
      table: .init(columns: [name], rows: [[name]]))
    let picture = try ParsedElement.parsing(FigureRenderer(figure).file)
    #expect(!picture.all.contains { $0.name == "script" })
    #expect(picture.child("title")?.text == name)
    let quoted = "\"\(name.replacing("\"", with: "\"\""))\"\n"
    #expect(figure.table.csv == quoted + quoted)
  }
}
