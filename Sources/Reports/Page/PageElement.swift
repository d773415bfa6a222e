import Foundation

/// An element of an HTML page. It is written as XML, which is HTML too, as long as no element but those without an end tag is
/// empty: texts and values are escaped.
typealias PageElement = SVGElement

extension PageElement {
  /// A paragraph of plain text.
  static func paragraph(_ text: String, className: String = "") -> PageElement {
    PageElement("p", className.isEmpty ? [:] : ["class": className]) { text }
  }

  /// A list of sentences.
  static func list(_ items: [String]) -> PageElement {
    PageElement("ul") {
      for item in items { PageElement("li") { item } }
    }
  }
}

extension TextTable {
  /// The table in HTML. It scrolls by itself where the page is narrow.
  ///
  /// - Parameter caption: what stands above it.
  func html(caption: String) -> PageElement {
    PageElement(
      "div", ["class": "table", "tabindex": "0", "role": "region", "aria-label": caption]
    ) {
      PageElement("table") {
        PageElement("caption") { PageElement("span") { caption } }
        PageElement("thead") {
          PageElement("tr") {
            for column in columns {
              PageElement("th", ["scope": "col", "class": column.alignment.className]) {
                column.title
              }
            }
          }
        }
        PageElement("tbody") {
          for row in rows {
            PageElement("tr") {
              for (cell, column) in zip(row, columns).prefix(1) {
                PageElement("th", ["scope": "row", "class": column.alignment.className]) { cell }
              }
              for (cell, column) in zip(row, columns).dropFirst() {
                PageElement("td", ["class": column.alignment.className]) { cell }
              }
            }
          }
        }
      }
    }
  }
}

extension TextTable.Alignment {
  fileprivate var className: String {
    switch self {
    case .left: "left"
    case .right: "right"
    }
  }
}
