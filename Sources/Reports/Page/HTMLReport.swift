import Experiments
import FileFormats
import Foundation

/// The report of a run folder: one page that needs no other file, and its figures as files of their own.
public struct HTMLReport: Sendable {
  let results: ExperimentResults
  let data: ReportData
  let figures: [Figure]

  /// The report of these results.
  public init(_ results: ExperimentResults, _ data: ReportData) {
    self.results = results
    self.data = data
    figures = FigureSource(results: results, data: data).figures
  }

  /// The page, in HTML.
  ///
  /// It asks for nothing from elsewhere and runs no script. Its links to figures' files work as long as it stands in its run
  /// folder.
  ///
  /// - Throws: if the plan cannot be written as YAML.
  public func html() throws -> String {
    let sections = try self.sections
    let page = PageElement("html", ["lang": "en"]) {
      PageElement("head") {
        PageElement("meta", ["charset": "utf-8"])
        PageElement(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        PageElement(
          "meta", ["name": "generator", "content": "qdistill \(results.provenance.version)"])
        PageElement("title") { "\(results.plan.name): report" }
        PageElement("style") {
          "\n\(PageStyle.sheet)\n\(FigureRenderer.style)\n\(CircuitFigure.style)\n"
        }
      }
      PageElement("body") {
        header
        PageElement("nav", ["aria-label": "Sections"]) {
          PageElement("ul") {
            for section in sections {
              PageElement("li") { PageElement("a", ["href": "#\(section.id)"]) { section.title } }
            }
          }
        }
        PageElement("main") { for section in sections { section.element } }
      }
    }
    return "<!DOCTYPE html>\n\(page.xml)\n"
  }

  /// The figures' files: names within the run folder, and contents.
  public var figureFiles: [(name: String, contents: String)] {
    figures.flatMap { figure in
      [
        ("figures/\(figure.name).svg", FigureRenderer(figure).file),
        ("figures/\(figure.name).csv", figure.table.csv),
      ]
    }
  }

  /// Writes `report.html` and `figures/` into a run folder. What other results left in `figures/` is removed.
  ///
  /// - Throws: `FileError` if something cannot be written.
  public func write(inRunFolder folder: String) throws {
    let files = figureFiles
    try OutputFile.makeFolder("\(folder)/figures")
    for name in FigureName.ofReports.flatMap({ ["figures/\($0).svg", "figures/\($0).csv"] })
    where !files.contains(where: { $0.name == name }) {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    for file in files { try OutputFile.write(file.contents, to: "\(folder)/\(file.name)") }
    try OutputFile.write(try html(), to: "\(folder)/report.html")
  }

  /// A part of the page with a heading.
  struct Section {
    let id: String
    let title: String
    let content: [PageElement.Content]

    /// A section; `nil` if there is nothing in it.
    init?(_ id: String, _ title: String, @SVGBuilder content: () -> [PageElement.Content]) {
      self.id = id
      self.title = title
      self.content = content()
      if self.content.isEmpty { return nil }
    }

    fileprivate var element: PageElement {
      PageElement("section", ["aria-labelledby": id]) {
        PageElement("h2", ["id": id]) { title }
        content
      }
    }
  }

  // MARK: - Parts of sections

  /// The figure of this name, with its legend and links to its files; nothing if this experiment has none.
  @SVGBuilder func figure(_ name: FigureName) -> [PageElement.Content] {
    if let figure = figures.first(where: { $0.name == name }) {
      PageElement("figure", ["id": "figure-\(name)"]) {
        PageElement("h3") { figure.title }
        if !figure.legend.isEmpty {
          PageElement("ul", ["class": "keys"]) {
            for entry in figure.legend {
              PageElement("li") {
                FigureRenderer.swatch(entry)
                entry.label
              }
            }
          }
        }
        PageElement("div", ["class": "panels \(figure.layout)"]) {
          for group in FigureRenderer(figure).pagePanels {
            if group.count == 1 {
              group[0]
            } else {
              PageElement("div", ["class": "panels group"]) { for panel in group { panel } }
            }
          }
        }
        PageElement("figcaption") {
          figure.caption
          PageElement("span", ["class": "files"]) {
            PageElement("a", ["href": "figures/\(name).svg"]) { "SVG" }
            " "
            PageElement("a", ["href": "figures/\(name).csv"]) { "CSV" }
          }
        }
      }
    }
  }
}

extension Figure {
  /// What the style sheet calls figures of so large panels, or of groups of panels.
  fileprivate var layout: String {
    if groups.contains(where: { $0.count > 1 }) { return "groups" }
    switch panels.map(\.width).max() ?? 0 {
    case ...Panel.narrow: return "small"
    case ...Panel.wide: return "wide"
    default: return "large"
    }
  }
}
