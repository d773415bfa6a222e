import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of a picture as a reader of XML sees it.
final class ParsedElement {
  let name: String
  let attributes: [String: String]
  private(set) var children: [ParsedElement] = []
  /// The text directly inside.
  fileprivate(set) var text = ""

  fileprivate init(name: String, attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// The document's outermost element.
  ///
  /// - Throws: what is wrong, if the text is not well-formed.
  static func parsing(_ xml: String) throws -> ParsedElement {
    let reader = TreeReader()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = reader
    // On Linux the parser says that it went well whatever is wrong with tags.
    guard parser.parse(), parser.parserError == nil, reader.open.count == 1,
      let root = reader.open[0].children.first
    else { throw parser.parserError ?? CocoaError(.coderReadCorrupt) }
    return root
  }

  /// The text inside, that of inner elements too.
  var allText: String { children.isEmpty ? text : children.map(\.allText).joined() + text }

  /// All elements inside, itself included.
  var all: [ParsedElement] { [self] + children.flatMap(\.all) }

  func child(_ name: String) -> ParsedElement? { children.first { $0.name == name } }

  func has(_ className: String) -> Bool {
    (attributes["class"] ?? "").split(separator: " ").contains(Substring(className))
  }

  func number(_ attribute: String) -> Double? { attributes[attribute].flatMap { Double($0) } }

  private final class TreeReader: NSObject, XMLParserDelegate {
    var open = [ParsedElement(name: "", attributes: [:])]

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      let element = ParsedElement(name: name, attributes: attributes)
      open.last!.children.append(element)
      open.append(element)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      // What is not well-formed may end more than it began.
      if open.count > 1 { open.removeLast() }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      open.last!.text += text
    }
  }
}
