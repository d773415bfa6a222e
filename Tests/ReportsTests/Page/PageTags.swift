import Foundation

/// The tags of an HTML page, and what is wrong with them. (On Linux the parser of XML does not mind tags that do not match.)
struct PageTags {
  struct Element {
    let name: String
    let attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  /// What is wrong; `nil` if each element ends where it should.
  private(set) var problem: String?

  var names: [String] { elements.map(\.name) }
  var attributes: [(name: String, value: String)] {
    elements.flatMap { $0.attributes.map { ($0.key, $0.value) } }
  }

  /// Elements that have no end tag in HTML.
  private static let void: Set = ["meta", "br", "hr", "img", "input", "link"]

  init(_ page: String) throws {
    // What is in quotes may hold anything but a quote.
    let tag = try Regex(#"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z0-9:-]+="[^"<]*")*)\s*(/?)>"#)
    let attribute = try Regex(#"([A-Za-z0-9:-]+)="([^"]*)""#)
    var open: [String] = []
    var text = page.replacing("<!DOCTYPE html>", with: "")
    for match in text.matches(of: tag) {
      func part(_ index: Int) -> String { String(match.output[index].substring ?? "") }
      let name = part(2)
      if part(1) == "/" {
        if open.popLast() != name { problem = problem ?? "</\(name)> ends something else" }
        continue
      }
      let pairs = part(3).matches(of: attribute).map {
        (String($0.output[1].substring!), String($0.output[2].substring!))
      }
      elements.append(Element(name: name, attributes: Dictionary(pairs) { first, _ in first }))
      let isPicture = open.contains("svg") || name == "svg"
      if part(4) == "/" {
        if !isPicture && !Self.void.contains(name) { problem = problem ?? "<\(name)/> has no end" }
      } else {
        open.append(name)
      }
    }
    if !open.isEmpty { problem = problem ?? "<\(open.last!)> has no end" }
    text.replace(tag, with: "")
    // Whatever else looks like a tag is none that a browser would read alike.
    if text.contains("<") { problem = problem ?? "a < that is no tag" }
  }
}
