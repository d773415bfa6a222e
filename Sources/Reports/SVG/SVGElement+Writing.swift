extension SVGElement {
  /// The element as XML, each on a line of its own but for those in texts.
  var xml: String {
    var text = ""
    write(to: &text, indent: "")
    return text
  }

  /// - Parameter indent: what stands before the element on its line; `nil` in a text, where white space would be seen.
  private func write(to xml: inout String, indent: String?) {
    xml += "<\(name)"
    for attribute in attributes {
      // A reader takes a bare line break in a value for a space.
      let value = escaped(attribute.value).replacing("\n", with: "&#10;")
      xml += " \(attribute.name)=\"\(value)\""
    }
    guard !content.isEmpty else {
      xml += "/>"
      return
    }
    xml += ">"
    let inner = isText ? nil : indent.map { $0 + "  " }
    for part in content {
      if let inner { xml += "\n" + inner }
      switch part {
      case .element(let element): element.write(to: &xml, indent: inner)
      case .text(let text): xml += escaped(text)
      }
    }
    if inner != nil, let indent { xml += "\n" + indent }
    xml += "</\(name)>"
  }

  private var isText: Bool {
    name == "text" || content.contains { if case .text = $0 { true } else { false } }
  }
}

/// A text that may hold anything as it can stand in XML: between tags, or between an attribute's quotes.
///
/// What XML 1.0 has no place for is written as Swift does, such as `\u{1B}`.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in withoutControls(text).unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\u{FFFE}", "\u{FFFF}": result += scalar.escaped(asASCII: true)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
