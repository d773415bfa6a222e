/// About how wide a text is in Helvetica and its likes, in pixels: there is no font to ask before the picture is shown.
func textWidth(_ text: String, fontSize: Double) -> Double {
  fontSize * text.reduce(0) { $0 + $1.widthInEms }
}

extension Character {
  /// The advance width in Adobe's metrics of Helvetica, rounded up within groups of letters.
  fileprivate var widthInEms: Double {
    switch self {
    case "i", "j", "l", "t", "f", "r", "I", " ", ".", ",", ":", ";", "'", "|", "!", "/", "(", ")",
      "·", "⟨", "⟩", "²":
      0.34
    case "m", "w", "M", "W", "…", "@", "%": 0.95
    case "A"..."Z": 0.73
    default: 0.57
    }
  }
}
