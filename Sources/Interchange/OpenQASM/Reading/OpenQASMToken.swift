/// A word, number or sign of a program, with its line.
struct OpenQASMToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case word(String)
    case integer(Int)
    case real(Double)
    case text(String)
    case sign(String)
    case end
  }

  let kind: Kind
  /// From 1.
  let line: Int

  /// What an error calls it.
  var description: String {
    switch kind {
    case .word(let word): word
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): "\"\(text)\""
    case .sign(let sign): sign
    case .end: "the end"
    }
  }

  /// Longer programs than this nobody simulates.
  static let sizeLimit = 1 << 24

  /// The tokens of a program, without its comments; at the end one that says so.
  ///
  /// - Throws: `InterchangeError` with the line of what is no token.
  static func tokens(of text: String, name: String) throws(InterchangeError) -> [OpenQASMToken] {
    guard text.utf8.count <= sizeLimit else {
      throw InterchangeError(name, "the program has more than \(sizeLimit) bytes")
    }
    var scanner = Scanner(letters: Array(text.unicodeScalars), name: name)
    var tokens: [OpenQASMToken] = []
    while let token = try scanner.next() { tokens.append(token) }
    return tokens + [OpenQASMToken(kind: .end, line: scanner.line)]
  }

  private struct Scanner {
    let letters: [Unicode.Scalar]
    let name: String
    var place = 0
    var line = 1

    private var here: Unicode.Scalar? { place < letters.count ? letters[place] : nil }
    private var following: Unicode.Scalar? { place + 1 < letters.count ? letters[place + 1] : nil }

    private func error(_ problem: String) -> InterchangeError {
      InterchangeError("\(name):\(line)", problem)
    }

    mutating func next() throws(InterchangeError) -> OpenQASMToken? {
      try skipSpace()
      guard let letter = here else { return nil }
      let start = line
      if Self.isDigit(letter) || letter == "." && following.map(Self.isDigit) == true {
        return OpenQASMToken(kind: try number(), line: start)
      }
      if letter == "\"" { return OpenQASMToken(kind: try quoted(), line: start) }
      if Self.isLetter(letter) {
        return OpenQASMToken(
          kind: .word(String(take { Self.isLetter($0) || Self.isDigit($0) })), line: start)
      }
      for sign in ["->", "**", "=="] where letter == sign.unicodeScalars.first {
        if following == sign.unicodeScalars.last {
          place += 2
          return OpenQASMToken(kind: .sign(sign), line: start)
        }
      }
      guard ";,()[]{}+-*/^=@".unicodeScalars.contains(letter) else {
        throw error("\(letter.escaped(asASCII: true)) is no part of a circuit that can be read")
      }
      place += 1
      return OpenQASMToken(kind: .sign(String(letter)), line: start)
    }

    private static func isDigit(_ letter: Unicode.Scalar) -> Bool { ("0"..."9").contains(letter) }
    private static func isLetter(_ letter: Unicode.Scalar) -> Bool {
      ("a"..."z").contains(letter) || ("A"..."Z").contains(letter)
        || "_πτ".unicodeScalars.contains(letter)
    }

    private mutating func take(while matches: (Unicode.Scalar) -> Bool) -> String.UnicodeScalarView
    {
      var taken = String.UnicodeScalarView()
      while let letter = here, matches(letter) {
        taken.append(letter)
        place += 1
      }
      return taken
    }

    private mutating func skipSpace() throws(InterchangeError) {
      while let letter = here {
        if letter == "\n" {
          line += 1
          place += 1
        } else if letter == " " || letter == "\t" || letter == "\r" {
          place += 1
        } else if letter == "/", following == "/" {
          while let letter = here, letter != "\n" { place += 1 }
        } else if letter == "/", following == "*" {
          let start = error("this comment has no end")
          place += 2
          while !(here == "*" && following == "/") {
            guard let letter = here else { throw start }
            if letter == "\n" { line += 1 }
            place += 1
          }
          place += 2
        } else {
          return
        }
      }
    }

    private mutating func number() throws(InterchangeError) -> Kind {
      var text = String(take(while: Self.isDigit))
      var isWhole = true
      if here == "." {
        isWhole = false
        place += 1
        text += "." + String(take(while: Self.isDigit))
      }
      if here == "e" || here == "E" {
        isWhole = false
        place += 1
        text += "e"
        if let sign = here, sign == "+" || sign == "-" {
          text.unicodeScalars.append(sign)
          place += 1
        }
        text += String(take(while: Self.isDigit))
      }
      if isWhole, let number = Int(text) { return .integer(number) }
      // Swift wants digits on both sides of the point.
      let padded = text.hasPrefix(".") ? "0" + text : text
      let complete = padded.replacing(".e", with: ".0e")
      let whole = complete.hasSuffix(".") ? complete + "0" : complete
      guard let number = Double(whole), number.isFinite else { throw error("\(text) is no number") }
      return .real(number)
    }

    private mutating func quoted() throws(InterchangeError) -> Kind {
      place += 1
      let text = take { $0 != "\"" && $0 != "\n" }
      guard here == "\"" else { throw error("a text without its end") }
      place += 1
      return .text(String(text))
    }
  }
}

/// Reads tokens one after the other.
struct OpenQASMTokens {
  private let tokens: [OpenQASMToken]
  private var place = 0
  /// The file, for errors.
  let name: String

  init(_ tokens: [OpenQASMToken], name: String) {
    self.tokens = tokens
    self.name = name
  }

  /// The next token, which stays.
  var next: OpenQASMToken { tokens[place] }

  func error(_ problem: String, at token: OpenQASMToken? = nil) -> InterchangeError {
    InterchangeError("\(name):\((token ?? next).line)", problem)
  }

  @discardableResult
  mutating func take() -> OpenQASMToken {
    let token = next
    // The last one, the end, is never passed.
    if place + 1 < tokens.count { place += 1 }
    return token
  }

  mutating func passes(_ sign: String) -> Bool {
    guard next.kind == .sign(sign) else { return false }
    take()
    return true
  }

  mutating func passes(word: String) -> Bool {
    guard next.kind == .word(word) else { return false }
    take()
    return true
  }

  mutating func expect(_ sign: String) throws(InterchangeError) {
    guard passes(sign) else { throw error("\(next.description), where \(sign) should be") }
  }

  mutating func word(_ what: String) throws(InterchangeError) -> String {
    guard case .word(let word) = next.kind else {
      throw error("\(next.description), where \(what) should be")
    }
    take()
    return word
  }

  mutating func integer(_ what: String) throws(InterchangeError) -> Int {
    guard case .integer(let number) = next.kind else {
      throw error("\(next.description), where \(what) should be")
    }
    take()
    return number
  }

  /// The tokens up to the closing brace, which is passed.
  mutating func body() throws(InterchangeError) -> [OpenQASMToken] {
    let start = next
    var body: [OpenQASMToken] = []
    while next.kind != .sign("}") {
      guard next.kind != .end, next.kind != .sign("{") else {
        throw error("the gate's definition has no end", at: start)
      }
      body.append(take())
    }
    return body + [OpenQASMToken(kind: .end, line: take().line)]
  }
}
